import { between, type Choice, pickWeighted, seededRandom } from '../../../src/exchange/demo/random.ts';
import type { Draft } from './draft.ts';
import { drawOddity } from './make-odd.ts';
import type { Operation } from './operations.ts';
import { type Known, rightRequest } from './right-requests.ts';

/** Requests by number: the same one for a seed, each time. */
export class MadeRequests {
  readonly #seed: number;
  readonly #operations: Choice<Operation & { weight: number }>;
  readonly #known: Known;

  constructor({ seed, operations, known }: { seed: number; operations: readonly Operation[]; known: Known }) {
    const [first, ...others] = operations.map((operation) => ({ ...operation, weight: weightOf(operation.id) }));
    if (!first) throw new Error('the document has no operation');
    this.#seed = seed;
    this.#operations = [first, ...others];
    this.#known = known;
  }

  /** One in which one to three places are odd. @param without oddities that are left out, by their places in the list */
  odd(number: number, without: ReadonlySet<number> = new Set()): { draft: Draft; oddities: string[] } {
    const random = seededRandom(this.#seed, number);
    const oddities = Array.from({ length: between(random, 1, 3) }, () => drawOddity(random));
    let draft = this.#right(random);
    for (const [place, oddity] of oddities.entries()) {
      // Of a stream of its own: it stays the same when another one is left out.
      if (!without.has(place)) draft = oddity.apply(seededRandom(this.#seed + place + 1, number), draft);
    }
    return { draft, oddities: oddities.map(({ name }) => name) };
  }

  /** One in which nothing is. */
  right(number: number): Draft {
    return this.#right(seededRandom(this.#seed, number));
  }

  rightOf(operation: Operation, number: number): Draft {
    return rightRequest(seededRandom(this.#seed, number), operation, this.#known);
  }

  #right(random: () => number): Draft {
    return rightRequest(random, pickWeighted(random, this.#operations), this.#known);
  }
}

/** What takes long is asked for less often, and what deletes leaves something to ask for. */
function weightOf(id: string): number {
  if (/Market|^export/.test(id)) return 1;
  return /^createImport|^remove/.test(id) ? 2 : 6;
}
