import { ordinalOf, perYear } from '../../../src/drawing/periods.ts';
import { type Finding, findingOf } from './finding.ts';
import { type GroupLine, type GroupWords, linesOf } from './market-lines.ts';
import { yearsIn } from './market-query.ts';
import type { MarketView } from './market-view.ts';
import { measureOf } from './measures.ts';
import type { Market } from './use-market.ts';

/** A view and all that is shown of it. */
export type ShownMarket = {
  view: MarketView;
  queries: Market['queries'];
  lines: readonly GroupLine[];
  /** How many groups there are, of which the largest are shown. */
  groups: number;
  /** All that was recorded before is in, in UTC milliseconds. */
  asOf: number;
  /** The number of the period that has not ended. */
  running: number;
  finding: Finding;
};

export function shownOf({ view, queries, answers, asOf }: Market, words: GroupWords): ShownMarket {
  const { lines, groups } = linesOf(view, answers, words);
  const running = ordinalOf(asOf, view.period);
  const year = perYear[view.period];
  const years = yearsIn[view.span];
  const { tells } = measureOf(view.measure);
  return {
    ...{ view, queries, lines, groups, asOf, running },
    finding: findingOf({ lines, tells, last: running - 1, years, year }),
  };
}
