/** Days before are none that a home was on offer on: a year such as 0020 is one that is still being typed. */
export const firstDay = '1900-01-01';

/** The day of an instant where the reader is, as a date input has it. @param instant in UTC milliseconds, or in RFC 3339 */
export function dayHere(instant: number | string): string {
  const at = new Date(instant);
  const two = (value: number) => String(value).padStart(2, '0');
  return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
}
