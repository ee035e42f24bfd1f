/** What has a size and would have its middle at a place. */
export type Sized = { at: number; size: number };

/**
 * Middles for what is not to overlap, each as near to where it would be as its neighbours let it.
 * @param wanted in any order
 * @returns in the order of `wanted`, within the bounds; where there is no room for all they overlap evenly
 */
export function spreadSized(wanted: readonly Sized[], [low, high]: readonly [number, number]): number[] {
  const order = wanted.toSorted((a, b) => a.at - b.at);
  const [first, last] = [order[0], order.at(-1)];
  if (!first || !last) return [];
  const [least, most] = [low + first.size / 2, high - last.size / 2];
  const needed = order.map(({ size }, number) => ((order[number - 1]?.size ?? -size) + size) / 2);
  const all = needed.reduce((sum, each) => sum + each, 0);
  const part = Math.min(1, Math.max(0, most - least) / Math.max(all, 1e-9));
  const places = new Map<Sized, number>();
  let from = least;
  for (const [number, each] of order.entries()) {
    from = Math.max(each.at, from + (needed[number] ?? 0) * part);
    places.set(each, from);
  }
  let to = most;
  for (const [number, each] of [...order.entries()].reverse()) {
    to = Math.min(places.get(each) ?? to, to);
    places.set(each, to);
    to -= (needed[number] ?? 0) * part;
  }
  return wanted.map((each) => places.get(each) ?? each.at);
}

/** The same for places of points. @param gap from one to the next at least, in pixels; where there is no room for it it is smaller */
export function spread(wanted: readonly number[], gap: number, [top, bottom]: readonly [number, number]): number[] {
  const sized = wanted.map((at) => ({ at, size: gap }));
  return spreadSized(sized, [top - gap / 2, bottom + gap / 2]);
}
