import type { Queryable } from '../../db/queryable.ts';
import { retrying } from '../../db/retrying.ts';
import { type Attempt, recordAttempts } from './deliveries.sql.ts';

/** So long, in ms, attempts are collected: then a transaction notes them all. */
const collectingMs = 20;

export type AttemptLogOptions = { db: Queryable; onNoted: () => void; onNotNoted: (error: unknown) => void };

/**
 * Notes what came of attempts, several at a time. What cannot be noted is not kept: it is posted once more, by whoever takes
 * it over when its lease ends.
 */
export class AttemptLog {
  readonly #options: AttemptLogOptions;
  #collected: Attempt[] = [];
  #writing: Promise<void> | undefined;

  constructor(options: AttemptLogOptions) {
    this.#options = options;
  }

  /** @returns when it has been noted, or given up. */
  async note(attempt: Attempt): Promise<void> {
    this.#collected.push(attempt);
    this.#writing ??= this.#write();
    await this.#writing;
  }

  async #write(): Promise<void> {
    await new Promise((resolve) => void setTimeout(resolve, collectingMs));
    const attempts = this.#collected;
    this.#collected = [];
    this.#writing = undefined;
    const { db, onNoted, onNotNoted } = this.#options;
    await retrying(() => recordAttempts(db, attempts)).then(onNoted, onNotNoted);
  }
}
