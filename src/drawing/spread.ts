/**
 * Places for labels that do not overlap, each as near to where it would be as its neighbours let it.
 * @param wanted where each would be, in any order @param gap from one to the next at least, in pixels
 * @returns in the order of `wanted`, within the bounds; where there is no room for the gap it is smaller
 */
export function spread(wanted: readonly number[], gap: number, [top, bottom]: readonly [number, number]): number[] {
  const room = (bottom - top) / Math.max(1, wanted.length - 1);
  const apart = Math.min(gap, room);
  const order = wanted.map((_, at) => at).toSorted((a, b) => (wanted[a] ?? 0) - (wanted[b] ?? 0));
  const places = [...wanted];
  let least = top;
  for (const at of order) {
    places[at] = Math.max(wanted[at] ?? 0, least);
    least = (places[at] ?? 0) + apart;
  }
  let most = bottom;
  for (const at of order.toReversed()) {
    places[at] = Math.min(places[at] ?? 0, most);
    most = (places[at] ?? 0) - apart;
  }
  return places;
}
