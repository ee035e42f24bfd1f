import { formatCompactEuros } from './numbers.ts';

/** What prices an axis shows, and where it is marked; all in euros. */
export type PriceAxis = { low: number; high: number; step: number; ticks: readonly number[] };

/** A small change is to look small. */
const leastShare = 0.1;
/** So that no mark is finer than a euro. */
const leastEuros = 4;
/** A change of the price is to look like one of it, not like a fall to nothing. */
const emptyShare = 1 / 3;
const mantissas = [1, 2, 2.5, 5, 10, 20, 25, 50];
/** What a less round step costs, as a share of the height that it may save. */
const penaltyOfQuarters = 0.08;

/**
 * An axis with 4 or 5 marks of round amounts, the lowest at its foot. Not from zero: the lowest third stays empty, and it spans
 * at least a tenth of the highest price.
 */
export function priceAxis({ lowest, highest, zero }: { lowest: number; highest: number; zero: boolean }): PriceAxis {
  const height = Math.max(highest - lowest, highest * leastShare, leastEuros);
  const bottom = Math.max(0, (lowest + highest) / 2 - height / 2);
  const high = zero ? Math.max(highest, leastEuros) : bottom + height;
  const low = zero ? 0 : Math.max(0, high - height / (1 - emptyShare));
  const [best] = candidates(low, high).sort((one, other) => one.cost - other.cost);
  return best ?? { low, high, step: high - low, ticks: [low, high] };
}

type Candidate = PriceAxis & { cost: number };

function candidates(low: number, high: number): Candidate[] {
  const power = 10 ** Math.floor(Math.log10((high - low) / 5));
  return mantissas.flatMap((mantissa) => {
    const step = mantissa * power;
    const first = Math.floor(low / step);
    const isQuarter = mantissa % 5 === 2.5 || mantissa === 25;
    return [high, Math.ceil(high / step) * step].flatMap((top) => {
      const count = Math.floor(top / step) - first + 1;
      if (count < 4 || count > 5) return [];
      const ticks = Array.from({ length: count }, (_, number) => (first + number) * step);
      const axis = { low: first * step, high: top, step, ticks };
      const wasted = (low - axis.low + top - high) / (top - axis.low);
      return [{ ...axis, cost: wasted + (isQuarter ? penaltyOfQuarters : 0) }];
    });
  });
}

/** What a mark says, in a few characters, but never without the digit by which it differs from the next one. */
export function tickText(eur: number, { step, high }: PriceAxis, locale: string): string {
  const digitsOfStep = String(step / 10 ** Math.floor(Math.log10(step))).replace('.', '').length;
  const digits = Math.floor(Math.log10(Math.max(high, step))) - Math.floor(Math.log10(step)) + digitsOfStep;
  return formatCompactEuros(eur, locale, Math.min(21, Math.max(1, digits)));
}
