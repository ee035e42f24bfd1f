/** A digit too many makes a price ten times as much as it should be, and that may be half of the one before. */
const farFactor = 5;

/** Whether a price is so far from another one of its listing that a digit may be one too many, or missing. */
export function isFarOff(other: number, price: number): boolean {
  return other > 0 && (price >= other * farFactor || price <= other / farFactor);
}

/** @returns the first of the prices beside it, where it is far off all of them; what was asked nothing for says nothing */
export function farFrom(beside: readonly number[], price: number): number | undefined {
  const asked = beside.filter((eur) => eur > 0);
  return asked.every((eur) => isFarOff(eur, price)) ? asked[0] : undefined;
}
