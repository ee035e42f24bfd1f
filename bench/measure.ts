export type Measure = {
  name: string;
  unit: 's' | 'MB' | 'lines/s' | 'prices/s' | 'deliveries/s' | 'ms' | 'times';
  /** One value a run. */
  values: number[];
  /** What it must reach, in words. */
  target: string;
};
