import { Repeated, type RepeatedOptions } from '../background/repeated.ts';
import type { KeyRing } from './key-ring.ts';

/** Who looks may see a use so much later. */
export const notedEveryMs = 60_000;

/** Notes once a minute, and as it stops, which keys were used since. */
export class UseNotes {
  readonly #keys: KeyRing;
  readonly #onFailure: (error: unknown) => void;
  readonly #noting: Repeated;

  constructor(keys: KeyRing, { onFailure, onRecovery }: Pick<RepeatedOptions, 'onFailure' | 'onRecovery'>) {
    this.#keys = keys;
    this.#onFailure = onFailure;
    this.#noting = new Repeated({ step: () => this.#step(), failingMs: notedEveryMs, onFailure, onRecovery });
  }

  /** Whether it fails at the moment. */
  get isHeldUp(): boolean {
    return this.#noting.isFailing;
  }

  start(): void {
    this.#noting.start();
  }

  async stop(): Promise<void> {
    await this.#noting.stop();
    await this.#keys.noteUses().catch(this.#onFailure);
  }

  async #step(): Promise<number> {
    await this.#keys.noteUses();
    return notedEveryMs;
  }
}
