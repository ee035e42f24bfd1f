import { useSyncExternalStore } from 'react';
import { clock } from '../api/client.ts';
import { isForgotten, type Sent } from './send-once.ts';

/** Whether what was sent is so long ago that the service may have forgotten it, also once it tells its time. */
export function useIsForgotten(sent: Pick<Sent<unknown>, 'at'> | undefined): boolean {
  return useSyncExternalStore(clock.subscribe, () => sent !== undefined && isForgotten(sent, clock.now()));
}
