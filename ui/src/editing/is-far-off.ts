/** A digit too many makes a price ten times as much as it should be, and that may be half of the one before. */
const farFactor = 5;

/** Whether a price is so far from another one of its listing that a digit may be one too many, or missing. */
export function isFarOff(other: number, price: number): boolean {
  return other > 0 && (price >= other * farFactor || price <= other / farFactor);
}
