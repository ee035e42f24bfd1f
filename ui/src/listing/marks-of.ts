import type { Mark } from '../../../src/drawing/step-chart-shape.ts';
import type { Step } from '../../../src/drawing/step-path.ts';
import type { Superseded } from './superseded.ts';

/** Statements that no longer count, as the chart shows them: what counts again is a price like others. */
export function marksOf(superseded: readonly Superseded[], counting: readonly Step[]): Mark[] {
  const counts = new Map(counting.map(({ at, eur }) => [at, eur]));
  const gone = superseded.filter(({ restoredAt }) => restoredAt === undefined); // what became of it since is told by itself
  const marks = gone.map(({ at, eur, kind, reason }): Mark => ({ at: Date.parse(at), eur, kind, reason }));
  return marks.filter(({ at, eur }) => counts.get(at) !== eur);
}
