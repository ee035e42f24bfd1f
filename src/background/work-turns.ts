export type WorkRules = {
  /** So many are worked on at once. */
  concurrency: number;
  /** So many wait, at most. */
  waiting: number;
  /** How long one waits, at most, in ms. */
  waitMs: number;
  /** What is told who may not wait, or has waited for too long. */
  refusal: () => Error;
};

/** Lets a few pieces of work be done at once, the others in the order in which they came. */
export class WorkTurns {
  readonly #rules: WorkRules;
  readonly #waiting = new Set<() => void>();
  #working = 0;

  constructor(rules: WorkRules) {
    this.#rules = rules;
  }

  get load(): { working: number; waiting: number } {
    return { working: this.#working, waiting: this.#waiting.size };
  }

  /** @throws the refusal where too many wait, or after waiting for too long; the reason of the signal where it is aborted */
  async take<T>(signal: AbortSignal | undefined, work: () => Promise<T>): Promise<T> {
    signal?.throwIfAborted(); // it tells nothing again
    if (this.#working >= this.#rules.concurrency) await this.#wait(signal);
    else this.#working += 1;
    try {
      return await work();
    } finally {
      this.#passOn();
    }
  }

  async #wait(signal: AbortSignal | undefined): Promise<void> {
    const { waiting, waitMs, refusal } = this.#rules;
    if (this.#waiting.size >= waiting) throw refusal();
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const giveUp = (error: unknown) => {
      this.#waiting.delete(resolve); // before anybody passes on to it
      reject(error);
    };
    this.#waiting.add(resolve);
    const timer = setTimeout(() => giveUp(refusal()), waitMs);
    const abandon = () => giveUp(signal?.reason);
    signal?.addEventListener('abort', abandon);
    try {
      await promise;
    } finally {
      clearTimeout(timer);
      signal?.removeEventListener('abort', abandon);
    }
  }

  /** To the one that has waited longest, with the place of the one that is done. */
  #passOn(): void {
    const [next] = this.#waiting;
    if (!next) {
      this.#working -= 1;
      return;
    }
    this.#waiting.delete(next);
    next();
  }
}
