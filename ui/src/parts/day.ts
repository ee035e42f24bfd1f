/** Days before are none that a home was on offer on: a year such as 0020 is one that is still being typed. */
export const firstDay = '1900-01-01';

/** Today where the reader is, as a date input has it. @param now in UTC milliseconds */
export function todayHere(now: number): string {
  const at = new Date(now);
  const two = (value: number) => String(value).padStart(2, '0');
  return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
}
