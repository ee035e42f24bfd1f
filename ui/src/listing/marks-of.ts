import type { Mark } from '../../../src/drawing/step-chart-shape.ts';
import type { Superseded } from './use-listing.ts';

/** Statements that no longer count, as the chart shows them. @param knownAt what was superseded later was not yet known to be wrong */
export function marksOf(superseded: readonly Superseded[], knownAt: string | undefined): Mark[] {
  return superseded
    .filter(({ recordedAt }) => knownAt === undefined || recordedAt <= knownAt)
    .map(({ at, eur, to, reason }) => ({
      at: Date.parse(at),
      eur,
      kind: to === null ? 'voided' : 'corrected',
      reason,
    }));
}
