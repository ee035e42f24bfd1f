import { Abandoned } from '../../db/cancellable.ts';

/** A drawing that several wait for: where all of them have left before it is begun, it is not begun. */
export class SharedDrawing {
  readonly #abandoned = new AbortController();
  readonly #picture: Promise<Buffer>;
  #waiting = 0;

  /** @param make its signal is aborted where nobody waits any more */
  constructor(make: (signal: AbortSignal) => Promise<Buffer>) {
    this.#picture = make(this.#abandoned.signal);
  }

  /** Whether all who waited have left: who comes then is not for this one. */
  get isAbandoned(): boolean {
    return this.#abandoned.signal.aborted;
  }

  /** @throws AppError what making it throws, `unavailable` where nobody waits for it any more */
  async wait(signal: AbortSignal | undefined): Promise<Buffer> {
    this.#waiting += 1;
    const leave = () => {
      this.#waiting -= 1;
      if (this.#waiting === 0) this.#abandoned.abort(new Abandoned());
    };
    signal?.addEventListener('abort', leave);
    try {
      return await this.#picture;
    } finally {
      signal?.removeEventListener('abort', leave);
    }
  }
}
