import type { Mark } from '../../../src/drawing/step-chart-shape.ts';
import type { Superseded } from './superseded.ts';

/** Statements that no longer count, as the chart shows them: what was stated again is a price like others. */
export function marksOf(superseded: readonly Superseded[]): Mark[] {
  const gone = superseded.filter(({ restoredAt }) => restoredAt === undefined);
  return gone.map(({ at, eur, kind, reason }) => ({ at: Date.parse(at), eur, kind, reason }));
}
