/** Draws a number from 0 up to, but not, 1. */
export type Random = () => number;

/**
 * A stream of pseudo-random numbers of its own for each pair of a seed and a stream number (32 bits each): sfc32 by
 * Chris Doty-Humphrey, chosen since its 128 bits of state keep the streams of many listings apart. Its arithmetic is
 * that of 32-bit integers, so the same pair draws the same numbers on every machine.
 */
export function seededRandom(seed: number, stream: number): Random {
  let [a, b, c, counter] = [seed | 0, stream | 0, 0x9e3779b9 | 0, 1];
  const next = () => {
    const drawn = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + drawn) | 0;
    return (drawn >>> 0) / 4_294_967_296;
  };
  for (let round = 0; round < 15; round += 1) next(); // until each bit of the seed has reached every bit of the state
  return next;
}

/** A whole number, both ends included. */
export function between(random: Random, from: number, to: number): number {
  return from + Math.floor(random() * (to - from + 1));
}

/** A list with something to pick from. */
export type Choice<T> = readonly [T, ...T[]];

export function pick<T>(random: Random, choice: Choice<T>): T {
  return choice[Math.floor(random() * choice.length)] ?? choice[0];
}

/** Picks each member as often as its weight says. */
export function pickWeighted<T extends { weight: number }>(random: Random, choice: Choice<T>): T {
  let left = random() * choice.reduce((sum, { weight }) => sum + weight, 0);
  for (const one of choice) {
    left -= one.weight;
    if (left < 0) return one;
  }
  return choice[0];
}
