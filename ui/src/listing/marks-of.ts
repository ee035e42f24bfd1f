import type { Mark } from '../../../src/drawing/step-chart-shape.ts';
import type { Superseded } from './superseded.ts';

/** Statements that no longer count, as the chart shows them. */
export function marksOf(superseded: readonly Superseded[]): Mark[] {
  return superseded.map(({ at, eur, kind, reason }) => ({ at: Date.parse(at), eur, kind, reason }));
}
