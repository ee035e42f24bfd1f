import type { Queryable } from '../../db/queryable.ts';
import { retrying } from '../../db/retrying.ts';
import { type Attempt, recordAttempts } from './deliveries.sql.ts';

/** So long, in ms, attempts are collected: then a transaction notes them all. */
const collectingMs = 20;

/**
 * Notes what came of attempts, several at a time. What cannot be noted is not kept: it is posted once more, by whoever takes
 * it over when its lease ends.
 */
export class AttemptLog {
  readonly #db: Queryable;
  readonly #onFailure: (error: unknown) => void;
  #collected: Attempt[] = [];
  #writing: Promise<void> | undefined;

  constructor(db: Queryable, onFailure: (error: unknown) => void) {
    this.#db = db;
    this.#onFailure = onFailure;
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
    await retrying(() => recordAttempts(this.#db, attempts)).catch(this.#onFailure);
  }
}
