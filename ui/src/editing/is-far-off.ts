/** Whether a price is so far from the one before that a digit may be one too many, or missing. */
export function isFarOff(before: number, price: number): boolean {
  return before > 0 && (price >= before * 10 || price <= before / 10);
}
