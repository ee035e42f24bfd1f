/** So far, in ms, an answer may be on its way, and a clock be off, without a question being asked again. */
const tolerance = 60_000;

/**
 * What time it is at the service, by the Date of its answers: the browser's clock may be days off. Between answers time goes by a
 * clock that nobody sets. Of several answers the latest time counts: one that a cache kept has the time at which it was given.
 */
export class ServiceClock {
  readonly #running: () => number;
  readonly #here: () => number;
  readonly #watching = new Set<() => void>();
  /** The time at which the running clock was at 0, in UTC milliseconds. */
  #start: number | undefined;
  /** In ms: by how much the service was ahead of the browser's clock when it answered. */
  #ahead = 0;

  /** @param running in ms, from any instant on @param here the browser's clock, which counts until there is an answer */
  constructor(running = () => performance.now(), here = () => Date.now()) {
    this.#running = running;
    this.#here = here;
  }

  /** In UTC milliseconds. */
  readonly now = (): number => this.#begun() + this.#running();

  /** Whether an answer told the time; until then it is the browser's. */
  readonly isTold = (): boolean => this.#start !== undefined;

  /** What time it was at the service when the browser's clock said so: after the computer slept only this one is right at once. */
  readonly timeOf = (here: number): number => here + this.#ahead;

  readonly subscribe = (watch: () => void): (() => void) => {
    this.#watching.add(watch);
    return () => this.#watching.delete(watch);
  };

  note(answer: { headers: Pick<Headers, 'get'> }): void {
    const date = Date.parse(answer.headers.get('date') ?? '');
    const start = date - this.#running();
    if (Number.isNaN(start) || start <= (this.#start ?? Number.NEGATIVE_INFINITY)) return;
    this.#start = start;
    this.#ahead = date - this.#here();
    for (const watch of this.#watching) watch();
  }

  /** Asks what depends on now. Where the answer shows that it was taken for another time, it is asked once more. */
  async ask<T>(question: (now: number) => Promise<T>): Promise<T> {
    const begun = this.#begun();
    const isRight = () => Math.abs(this.#begun() - begun) < tolerance;
    try {
      const answer = await question(this.now());
      if (isRight()) return answer;
    } catch (error) {
      if (isRight()) throw error;
    }
    return await question(this.now());
  }

  #begun(): number {
    return this.#start ?? this.#here() - this.#running();
  }
}
