import type { Mark } from '../../../src/drawing/step-chart-shape.ts';
import type { Superseded } from './superseded.ts';

/** Statements that no longer counted at an instant: what was superseded later was not yet known to be wrong. @param knownAt left out: now */
export function asKnown(superseded: readonly Superseded[], knownAt: string | undefined): readonly Superseded[] {
  return knownAt === undefined ? superseded : superseded.filter(({ recordedAt }) => recordedAt <= knownAt);
}

/** Statements that no longer count, as the chart shows them. */
export function marksOf(superseded: readonly Superseded[]): Mark[] {
  return superseded.map(({ at, eur, to, reason }) => ({
    at: Date.parse(at),
    eur,
    kind: to === null ? 'voided' : 'corrected',
    reason,
  }));
}
