import type { Random } from './random.ts';

export type DemoPrice = {
  /** From when it holds, in UTC milliseconds. */
  at: number;
  /** In whole euros. */
  eur: number;
};

const dayMs = 86_400_000;
const spanMs = 3 * 365 * dayMs;
const usualGapMs = 10 * dayMs;

/**
 * The prices of a listing, oldest first: the first within the three years before `until`, the times strictly
 * increasing and before it, no price equal to the one before.
 * @param count how many, from 1 on
 * @param first about what the first one is, in euros
 */
export function drawPricePath(
  random: Random,
  { count, first, until }: { count: number; first: number; until: number },
): DemoPrice[] {
  const rises = random() < 0.15 ? 0.8 : 0.12;
  const start = roundedTo(stepSize(first), first);
  let eur = start;
  return drawTimes(random, count, until).map((at, index) => {
    if (index > 0) eur = nextPrice(random, eur, { start, rises });
    return { at, eur };
  });
}

function drawTimes(random: Random, count: number, until: number): number[] {
  const shortest = Math.min(spanMs, count * usualGapMs);
  const age = shortest + Math.floor(random() * (spanMs - shortest));
  // Of the age a millisecond goes to each price, the rest in uneven shares to the gaps after each.
  const shares = Array.from({ length: count }, () => 0.2 + random());
  const scale = (age - count) / shares.reduce((sum, share) => sum + share, 0);
  let before = 0;
  return shares.map((share, index) => {
    const at = until - age + index + Math.floor(before * scale);
    before += share;
    return at;
  });
}

/** A step of 1 to 6 %, small ones more often, at least one unit of rounding. Far from the start it leads back. */
function nextPrice(random: Random, eur: number, { start, rises }: { start: number; rises: number }): number {
  const up = eur < start * 0.6 || (eur < start * 1.6 && random() < rises);
  const unit = stepSize(eur);
  const change = Math.max(unit, roundedTo(unit, eur * (0.01 + 0.05 * random() * random())));
  return up ? eur + change : eur - change;
}

function stepSize(eur: number): number {
  return eur < 150_000 ? 500 : 1_000;
}

function roundedTo(unit: number, eur: number): number {
  return Math.max(unit, Math.round(eur / unit) * unit);
}
