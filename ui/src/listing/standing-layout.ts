import { spreadSized } from '../../../src/drawing/spread.ts';
import { labelWidth } from '../../../src/drawing/text-width.ts';

/** Prices per square metre, in euros: of the home itself, and the quartiles of the others. */
export type StandingPrices = { own: number; p25: number; median: number; p75: number };

type StandingLabel = { text: string; x: number };

/** Where things stand in a band, in pixels from its left end. */
export type StandingLayout = StandingPrices & { labels: readonly StandingLabel[] };

const gap = 8;

/** Lays out where a price stands among others. @param write says a price in words */
export function layStanding(prices: StandingPrices, width: number, write: (eur: number) => string): StandingLayout {
  const { own, p25, median, p75 } = prices;
  const [low, high] = [Math.min(own, p25), Math.max(own, p75)];
  const margin = (high - low) * 0.12 || high * 0.1 || 1;
  const x = (eur: number) => ((eur - low + margin) / (high - low + 2 * margin)) * width;
  const texts = [...new Set([write(p25), write(p75)])];
  // Quartiles that are written alike have one label, in their middle.
  const middles = texts.length === 1 ? [(x(p25) + x(p75)) / 2] : [x(p25), x(p75)];
  const wanted = texts.map((text, number) => ({ at: middles[number] ?? 0, size: labelWidth(text) + gap }));
  const places = spreadSized(wanted, [-gap / 2, width + gap / 2]);
  return {
    ...{ own: x(own), p25: x(p25), median: x(median), p75: x(p75) },
    labels: texts.map((text, number) => ({ text, x: places[number] ?? 0 })),
  };
}
