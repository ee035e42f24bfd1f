import { thorough } from '../thorough.ts';

/** SEED=… makes the same requests again, and CASE=… that one alone. */
export const seed = Number(process.env.SEED ?? Date.now() % 2 ** 31);
export const onlyCase = process.env.CASE === undefined ? undefined : Number(process.env.CASE);

/** How many are made, so many as a rule or REQUESTS=…. */
export function requestsOf({ usual, thoroughly }: { usual: number; thoroughly: number }): number {
  return Number(process.env.REQUESTS ?? (thorough ? thoroughly : usual));
}

/** The numbers of the requests to send. */
export function numbersUpTo(count: number): Iterator<number> {
  return onlyCase === undefined ? Array.from({ length: count }, (_, n) => n + 1).values() : [onlyCase].values();
}
