import { firstDay } from '../parts/day.ts';

export type PastFault = 'missing' | 'too-early' | 'in-the-future' | 'taken';

/**
 * What a control of date and time (`2026-08-02T09:30`, in the reader's zone) says.
 * @param now in UTC milliseconds @param taken those that something is stated for already, likewise
 */
export function readPastInstant(
  text: string,
  now: number,
  taken: readonly number[] = [],
): { at: string } | { fault: PastFault } {
  const time = text === '' ? Number.NaN : new Date(text).getTime();
  if (Number.isNaN(time)) return { fault: 'missing' };
  if (text < firstDay) return { fault: 'too-early' };
  if (time > now) return { fault: 'in-the-future' };
  return taken.includes(time) ? { fault: 'taken' } : { at: new Date(time).toISOString() };
}

/** The last minute that such a control may take. */
export function localMinute(now: number): string {
  const offsetMs = new Date(now).getTimezoneOffset() * 60_000;
  return new Date(now - offsetMs).toISOString().slice(0, 16);
}

/** The first minute that it may take. */
export const firstMinute = `${firstDay}T00:00`;
