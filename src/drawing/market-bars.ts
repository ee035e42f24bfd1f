import type { MarketPoint } from './market-plot.ts';

export type Bar = { at: number; x: number; y: number; width: number; height: number };

type BarRoom = {
  x: (ordinal: number) => number;
  y: (value: number) => number;
  /** Where zero is, in pixels. */
  base: number;
  /** The room of one period, and how wide a bar is at most. */
  each: number;
  most: number;
};

/** Zero is seen too: it is something else than what is not told. In pixels. */
const least = 1.5;

/** Bars from zero, with a gap from one to the next that leaves them apart. */
export function drawBars(
  points: readonly MarketPoint[],
  told: (point: MarketPoint) => number | undefined,
  { x, y, base, each, most }: BarRoom,
): Bar[] {
  const width = Math.max(Math.min(each * 0.7, most), Math.min(each, 1));
  return points.flatMap((point) => {
    const value = told(point);
    if (value === undefined || !Number.isFinite(value)) return [];
    const height = Math.max(least, base - y(value));
    return [{ at: point.at, x: x(point.at) - width / 2, y: base - height, width, height }];
  });
}
