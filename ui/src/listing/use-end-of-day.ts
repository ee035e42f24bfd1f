import { useMemo } from 'react';
import { endOfDay } from './listing-view.ts';

/** The end of a day as an instant; of today that is when it was chosen, and stays so: else each answer would ask anew. */
export function useEndOfDay(day: string | undefined): string | undefined {
  return useMemo(() => day && endOfDay(day, Date.now()), [day]);
}
