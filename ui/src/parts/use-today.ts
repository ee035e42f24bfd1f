import { useSyncExternalStore } from 'react';
import { clock } from '../api/client.ts';
import { dayHere } from './day.ts';

/** Today where the reader is, as a date input has it. */
export function useToday(): string {
  return useSyncExternalStore(clock.subscribe, () => dayHere(clock.now()));
}
