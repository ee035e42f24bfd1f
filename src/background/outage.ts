export type OutageOptions = {
  /** Told when it begins, with what failed first. */
  onBegin: (error: unknown) => void;
  onEnd: () => void;
};

/** What several parts fail of at a time, told as one: once when the first of them fails, and once when none does any more. */
export class Outage<Part extends string> {
  readonly #options: OutageOptions;
  readonly #failing = new Set<Part>();

  constructor(options: OutageOptions) {
    this.#options = options;
  }

  get isOn(): boolean {
    return this.#failing.size > 0;
  }

  failed(part: Part, error: unknown): void {
    const begins = !this.isOn;
    this.#failing.add(part);
    if (begins) this.#options.onBegin(error);
  }

  succeeded(part: Part): void {
    if (this.#failing.delete(part) && !this.isOn) this.#options.onEnd();
  }
}
