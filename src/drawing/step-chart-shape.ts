import type { Label } from './chart-labels.ts';
import type { Held } from './held-spans.ts';
import type { Box, Domain, Step } from './step-path.ts';

/** What became of it: another price took its place, or none; or who had said it took it back. */
export type MarkKind = 'corrected' | 'voided' | 'undone';

/** What was said once and holds no more. It has no part in the line, its range and its figures. */
export type Mark = { at: number; eur: number; kind: MarkKind; reason?: string | undefined };

/** How the label of the lowest price is said; its days are written already. */
export type ChartWords = {
  lowFromTo: (price: string, from: string, to: string) => string;
  lowOn: (price: string, day: string) => string;
  lowSince: (from: string) => string;
};

export type StepChartInput = {
  /** Those in force, oldest first. */
  prices: readonly Step[];
  marks?: readonly Mark[];
  /** The time that is shown. */
  from: number;
  to: number;
  /** Where the line ends, if that is before `to`. */
  now: number;
  /** Whether the axis begins at zero. */
  zero: boolean;
  width: number;
  height: number;
  /** A BCP 47 tag. */
  locale: string;
  words: ChartWords;
};

/** A price as it is drawn: from x1 to x2 at y. */
export type DrawnSpan = Held & { x1: number; x2: number; y: number };
export type DrawnMark = Mark & {
  x: number;
  y: number;
  /** On which side of what the axis shows its price is, where it has no place there: then it stands at that edge. */
  beyond: 'above' | 'below' | undefined;
};
export type Tick = { place: number; text: string };

export type StepChart = {
  width: number;
  height: number;
  plot: Box;
  domain: Domain;
  /** The prices as they hold, and how they change: paths apart, since they differ in weight. */
  runs: string;
  risers: string;
  priceTicks: readonly Tick[];
  timeTicks: readonly Tick[];
  labels: readonly Label[];
  marks: readonly DrawnMark[];
  spans: readonly DrawnSpan[];
  /** The price now; none where the line goes on behind the edge. */
  end: { x: number; y: number } | undefined;
};
