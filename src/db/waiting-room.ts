import { AppError } from '../errors.ts';

// Who waits for the database, and who is not let in to wait. Age decides rather than number: where the one who
// has waited longest has waited for longer than the patience, the database is slower than demand: the next one is told at once.
//
//              fewer than `few` wait, or
//              held up for less than the patience
//   enters ──────────────────────────────────────▶ waits ──▶ progress()  the hold-up is as old as the oldest who waits now
//      │                                              └────▶ leave()     it goes on: who gave up, or failed, was not served
//      └──▶ refused: `most` wait, or held up too long
//
// So a database that is slow is asked for as much as it can do, and one that hangs is asked by `few` until it is back.

export type WaitingRules = {
  /** So many may wait in any case. */
  few: number;
  /** No more may wait. */
  most: number;
  /** In ms. */
  patienceMs: number;
};

export type Visitor = Readonly<{ since: number }>;

export class WaitingRoom {
  readonly #rules: WaitingRules;
  /** In the order in which they came. */
  readonly #waiting = new Set<Visitor>();
  #heldUpSince: number | undefined;

  constructor(rules: WaitingRules) {
    this.#rules = rules;
  }

  get size(): number {
    return this.#waiting.size;
  }

  /** @param now in ms, of a clock that never goes back */
  isOpen(now: number): boolean {
    const { few, most, patienceMs } = this.#rules;
    if (this.size < few) return true;
    return this.size < most && (this.#heldUpSince === undefined || now - this.#heldUpSince <= patienceMs);
  }

  /**
   * @param again for who has been served and is not done: turned away now, what was done would be for nothing
   * @returns the visitor, to take leave with; undefined for one that is refused.
   */
  enter(now: number, again = false): Visitor | undefined {
    if (!again && !this.isOpen(now)) return undefined;
    const visitor = { since: now };
    this.#waiting.add(visitor);
    this.#heldUpSince ??= now;
    return visitor;
  }

  leave(visitor: Visitor): void {
    this.#waiting.delete(visitor);
  }

  /** Somebody was served. */
  progress(): void {
    const [oldest] = this.#waiting;
    this.#heldUpSince = oldest?.since;
  }
}

export function overloaded(): AppError {
  return new AppError('overloaded', 'The database has more to do than it can at the moment: try again in a second.');
}
