/** A change in percent of the price before, such as -8.4; undefined from 0 to another price, of which there is none. */
export function changePercent(from: number, to: number): number | undefined {
  if (from === to) return 0;
  return from === 0 ? undefined : ((to - from) / from) * 100;
}
