import type { MarketPlot } from './market-plot.ts';

// How high everything is: by how many lines there are, not by their values, so that room can be kept before they are known.

const top = 10;
const panelTitle = 22;
const panelGap = 14;
const axis = 28;
export const samplesTitle = 22;
export const stripGap = 8;
export const isNarrow = (width: number) => width < 560;

export type Size = Pick<MarketPlot, 'shape' | 'hasSamples' | 'width'> & { count: number };

/** How high the picture of so many lines is, so that its room can be kept before there are any. In pixels. */
export function marketHeight({ shape, hasSamples, width, count }: Size): number {
  return samplesTop(panelsBottom({ shape, width, count })) + (hasSamples ? samplesHeight(count) : 0) + 4;
}

export function panelHeight({ shape, width, count }: Omit<Size, 'hasSamples'>): number {
  if (shape === 'bars' && count > 1) return 84;
  return isNarrow(width) ? 220 : 300;
}

export function panelTops(size: Omit<Size, 'hasSamples'>): number[] {
  if (size.shape === 'line') return [top];
  const isTitled = size.count > 1;
  const each = panelHeight(size) + (isTitled ? panelTitle + panelGap : 0);
  return Array.from({ length: Math.max(1, size.count) }, (_, at) => top + at * each + (isTitled ? panelTitle : 0));
}

export function panelsBottom(size: Omit<Size, 'hasSamples'>): number {
  return (panelTops(size).at(-1) ?? top) + panelHeight(size);
}

export function samplesTop(bottom: number): number {
  return bottom + axis;
}

export function stripHeight(count: number): number {
  return count > 1 ? 16 : 32;
}

function samplesHeight(count: number): number {
  return samplesTitle + Math.max(1, count) * (stripHeight(count) + stripGap);
}
