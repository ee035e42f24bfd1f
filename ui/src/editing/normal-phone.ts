/** A phone number as people write it, such as `+49 (0)30 123-456`, in the form of E.164; what is none stays as it is. */
export function normalPhone(text: string): string {
  const digits = text
    .trim()
    .replace('(0)', '')
    .replace(/[\s()./\p{Dash}]/gu, '')
    .replace(/^00/, '+');
  return /^\+[1-9][0-9]{1,14}$/.test(digits) ? digits : text;
}
