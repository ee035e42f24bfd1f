import fc from 'fast-check';
import { thorough } from '../thorough.ts';
import { anyBook, type BookStep } from './any-book.ts';

const seed = Number(process.env.SEED ?? 1);
const sizes = [
  { listings: 3, steps: 40 },
  { listings: 12, steps: 250 },
  { listings: 40, steps: 500 },
];
const rounds = thorough ? 3 : 1;

type SampledBook = {
  title: string;
  /** For the questions about it. */
  seed: number;
  steps: () => BookStep[];
};

/** Small and large ones. SEED=… writes other books, and asks other questions, than usual. */
export const sampledBooks: readonly SampledBook[] = Array.from({ length: rounds }, () => sizes)
  .flat()
  .map((size, n) => ({
    title: `book ${n} of ${size.listings} listings and more`,
    seed: seed + n,
    steps: () => fc.sample(anyBook(size), { numRuns: 1, seed: seed + n })[0] ?? [],
  }));
