/** What a control of date and time (`2026-08-02T09:30`, in the reader's zone) says. @param now in UTC milliseconds */
export function readPastInstant(text: string, now: number): { at: string } | { fault: 'missing' | 'in-the-future' } {
  const time = text === '' ? Number.NaN : new Date(text).getTime();
  if (Number.isNaN(time)) return { fault: 'missing' };
  return time > now ? { fault: 'in-the-future' } : { at: new Date(time).toISOString() };
}

/** The last minute that such a control may take. */
export function localMinute(now: number): string {
  const offsetMs = new Date(now).getTimezoneOffset() * 60_000;
  return new Date(now - offsetMs).toISOString().slice(0, 16);
}
