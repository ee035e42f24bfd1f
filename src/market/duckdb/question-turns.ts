import { AppError } from '../../errors.ts';

/** So many wait, at most; and each so long, in ms. */
const most = { waiting: 200, waitMs: 10_000 };

/** Lets a few questions be worked on at once, the others in the order in which they came. */
export class QuestionTurns {
  readonly #concurrency: number;
  readonly #waiting = new Set<() => void>();
  #working = 0;

  constructor(concurrency: number) {
    this.#concurrency = concurrency;
  }

  get load(): { working: number; waiting: number } {
    return { working: this.#working, waiting: this.#waiting.size };
  }

  /** @throws AppError `overloaded` where too many wait, or after waiting for too long */
  async take<T>(signal: AbortSignal | undefined, work: () => Promise<T>): Promise<T> {
    if (this.#working >= this.#concurrency) await this.#wait(signal);
    else this.#working += 1;
    try {
      return await work();
    } finally {
      this.#passOn();
    }
  }

  async #wait(signal: AbortSignal | undefined): Promise<void> {
    if (this.#waiting.size >= most.waiting) throw overloaded();
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const giveUp = (error: unknown) => {
      this.#waiting.delete(resolve); // before anybody passes on to it
      reject(error);
    };
    this.#waiting.add(resolve);
    const timer = setTimeout(() => giveUp(overloaded()), most.waitMs);
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

function overloaded(): AppError {
  return new AppError(
    'overloaded',
    'More figures are asked for than can be worked out at the moment: try again later.',
  );
}
