export type OutageOptions = {
  /** Whether any of its parts fails still. */
  lasts: () => boolean;
  /** Told when it begins, with what failed first. */
  onBegin: (error: unknown) => void;
  onEnd: () => void;
};

/** What several parts fail of at a time, told as one: once when the first of them fails, and once when none does any more. */
export class Outage {
  readonly #options: OutageOptions;
  #isOn = false;

  constructor(options: OutageOptions) {
    this.#options = options;
  }

  get isOn(): boolean {
    return this.#isOn;
  }

  /** A part has failed. */
  failed(error: unknown): void {
    if (this.#isOn) return;
    this.#isOn = true;
    this.#options.onBegin(error);
  }

  /** A part has succeeded. */
  succeeded(): void {
    if (!this.#isOn || this.#options.lasts()) return;
    this.#isOn = false;
    this.#options.onEnd();
  }
}
