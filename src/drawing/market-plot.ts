import type { Period } from './periods.ts';

/** What became of one group in one period. */
export type MarketPoint = {
  /** The number of the period, as periods.ts counts them. */
  at: number;
  /** Left out where it is of too few to be told. */
  value?: number | undefined;
  /** The middle half: from the 25th to the 75th percentile. */
  low?: number | undefined;
  high?: number | undefined;
  /** Of how many listings. */
  count: number;
};

/** One group over time, by period; a period in which there is nothing on offer may be missing. */
export type MarketLine = { name: string; points: readonly MarketPoint[] };

export type MarketPlot = {
  /** At most four; one alone has no name in the picture, but a band where its points have one. */
  lines: readonly MarketLine[];
  shape: 'line' | 'bars';
  period: Period;
  /** The number of the period that has not ended: its figures are of now. */
  running: number;
  fromZero: boolean;
  /** What is counted has no fractions at the axis. */
  isWhole: boolean;
  /** Whether sample sizes are drawn below. */
  hasSamples: boolean;
  /** In pixels. */
  width: number;
  write: {
    tick: (value: number, digits: number) => string;
    value: (value: number) => string;
    count: (count: number) => string;
    period: (ordinal: number) => string;
  };
};

/** A point whose value may be shown. */
export type ShownPoint = MarketPoint & { value: number };

export function isShown(point: MarketPoint): point is ShownPoint {
  return point.value !== undefined && Number.isFinite(point.value);
}
