/** A price that holds from an instant (UTC milliseconds) on. */
export type Step = { at: number; eur: number };

/** Where the plot is, in pixels: y grows downwards. */
export type Box = { left: number; top: number; right: number; bottom: number };

/** What stands at its edges: instants in UTC milliseconds, prices in euros. */
export type Domain = { from: number; to: number; low: number; high: number };

export type Scale = { x: (at: number) => number; y: (eur: number) => number };

/** Turns instants and prices into places of the plot. */
export function scaleOf({ from, to, low, high }: Domain, box: Box): Scale {
  const span = Math.max(1, to - from);
  const range = high - low || 1;
  return {
    x: (at) => box.left + ((at - from) / span) * (box.right - box.left),
    y: (eur) => box.bottom - ((eur - low) / range) * (box.bottom - box.top),
  };
}

/** To a tenth of a pixel, without zeros that say nothing. */
export function pixels(value: number): string {
  return String(Math.round(value * 10) / 10);
}

/**
 * The path of prices that hold until the next one: across, then up or down.
 * @param steps oldest first; what began before the domain enters at its edge
 * @param end where the last one ends, in UTC milliseconds
 */
export function stepPath(
  steps: readonly Step[],
  { x, y }: Scale,
  { from, end }: { from: number; end: number },
): string {
  let path = '';
  for (const { at, eur } of steps) {
    const across = pixels(x(Math.max(at, from)));
    path += path === '' ? `M${across} ${pixels(y(eur))}` : `H${across}V${pixels(y(eur))}`;
  }
  return path === '' ? '' : `${path}H${pixels(x(end))}`;
}

/**
 * The prices between which a plot shows some: at least a tenth of the highest, so that a small change looks small.
 * @param empty the share of the plot that stays empty below the lowest
 */
export function rangeOf(prices: readonly number[], empty = 0): { low: number; high: number } {
  const [lowest, highest] = [Math.min(...prices), Math.max(...prices)];
  const height = Math.max(highest - lowest, highest * 0.1, 1);
  const middle = (lowest + highest) / 2;
  const bottom = Math.max(0, middle - height / 2);
  const top = bottom + height;
  return { low: Math.max(0, top - height / (1 - empty)), high: top };
}
