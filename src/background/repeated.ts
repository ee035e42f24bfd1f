export type RepeatedOptions = {
  /** @returns how long to wait until the next one, in ms */
  step: (signal: AbortSignal) => Promise<number>;
  /** How long to wait after one that failed. */
  failingMs: number;
  /** Told of the first failure, and again once one has succeeded in between. */
  onFailure: (error: unknown) => void;
  /** Told of the first success after failures. @default nobody is */
  onRecovery?: (() => void) | undefined;
  /** Shorter waits are not cut short by `wake`, so that a step does much of what there is. @default 0 */
  leastMs?: number;
};

/** Does a step again and again, until it is told to stop. */
export class Repeated {
  readonly #options: RepeatedOptions;
  readonly #stopped = new AbortController();
  #loop: Promise<void> = Promise.resolve();
  #isFailing = false;
  #wake = () => {};

  constructor(options: RepeatedOptions) {
    this.#options = options;
  }

  /** Whether the last step failed. */
  get isFailing(): boolean {
    return this.#isFailing;
  }

  start(): void {
    this.#loop = this.#repeat();
  }

  /** Begins the next step now, if it is waited for. */
  wake(): void {
    this.#wake();
  }

  /** Tells the step under way by its signal, and waits for its end. */
  async stop(): Promise<void> {
    this.#stopped.abort();
    await this.#loop;
  }

  async #repeat(): Promise<void> {
    const { step, failingMs, onFailure, leastMs = 0 } = this.#options;
    const { signal } = this.#stopped;
    while (!signal.aborted) {
      let pauseMs = failingMs;
      try {
        pauseMs = await step(signal);
        this.#succeeded();
      } catch (error) {
        if (!this.#isFailing && !signal.aborted) onFailure(error);
        this.#isFailing = true;
      }
      await this.#wait(pauseMs, pauseMs > leastMs);
    }
  }

  #succeeded(): void {
    if (!this.#isFailing) return;
    this.#isFailing = false;
    this.#options.onRecovery?.();
  }

  async #wait(ms: number, wakeable: boolean): Promise<void> {
    const { signal } = this.#stopped;
    if (signal.aborted) return;
    const { promise, resolve } = Promise.withResolvers<void>();
    const timer = setTimeout(resolve, ms);
    const wake = () => resolve();
    signal.addEventListener('abort', wake);
    if (wakeable) this.#wake = wake;
    await promise;
    this.#wake = () => {};
    clearTimeout(timer);
    signal.removeEventListener('abort', wake);
  }
}
