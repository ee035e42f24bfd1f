import { type Domain, pixels, type Scale } from './step-path.ts';

/** Between which prices most others are from an instant on: quartiles, in euros. */
export type BandValue = { at: number; low: number; high: number };

/**
 * A band as an area and its two edges, in steps like the prices it stands behind; what is above or below them all is cut off.
 * @param values oldest first; the last one holds to the end
 */
export function bandPaths(values: readonly BandValue[], { scale, domain }: { scale: Scale; domain: Domain }) {
  const shown = values.filter(
    ({ at }, number) => at < domain.to && (values[number + 1]?.at ?? domain.to) > domain.from,
  );
  if (shown.length === 0) return undefined;
  const x = (at: number) => pixels(scale.x(Math.min(Math.max(at, domain.from), domain.to)));
  const y = (eur: number) => pixels(scale.y(Math.min(Math.max(eur, domain.low), domain.high)));
  const ends = shown.map((_, number) => shown[number + 1]?.at ?? domain.to);
  const upper = shown.map(({ at, high }, number) => `${x(at)} ${y(high)}H${x(ends[number] ?? domain.to)}`);
  const lower = shown.map(({ at, low }, number) => `${x(ends[number] ?? domain.to)} ${y(low)}H${x(at)}`).reverse();
  return { area: `M${[...upper, ...lower].join('L')}Z`, edges: `M${upper.join('L')}M${lower.join('L')}` };
}
