/** How long a notice floats while nobody reads it. */
export const stayMs = 15_000;

/** @property at when it was told, in UTC milliseconds of the browser @property isAfloat whether the page is the one that it was told on */
export type Told<Notice> = { notice: Notice; number: number; at: number; isAfloat: boolean };

/** What becomes of a notice on another page: what has had its time goes with the page that it stood on. */
export function onOtherPage<Notice>(told: Told<Notice> | undefined, now: number): Told<Notice> | undefined {
  if (!told || (!told.isAfloat && now - told.at > stayMs)) return undefined;
  return { ...told, isAfloat: false };
}
