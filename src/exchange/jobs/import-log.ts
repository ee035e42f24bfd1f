import type { Queryable } from '../../db/queryable.ts';
import type { AppError } from '../../errors.ts';
import type { ImportProgress } from '../import-report.ts';
import { type Attempt, type ImportState, noteState, type RefusedRow } from './import-jobs.sql.ts';

const notedEveryMs = 500;
/** Of the reasons why lines are refused so many are kept, and read at once: who has more has the wrong file. */
export const mostErrors = 10_000;

/** Notes now and then how far an import is, beside its work. */
export class ImportLog {
  readonly #db: Queryable;
  readonly #attempt: Attempt;
  readonly #timer: NodeJS.Timeout;
  readonly #state: ImportState = { status: 'reading', lines: 0, refused: 0, listings: null };
  #errors: RefusedRow[] = [];
  #kept = 0;
  #noting: Promise<void> | undefined;

  constructor(db: Queryable, attempt: Attempt) {
    [this.#db, this.#attempt] = [db, attempt];
    this.#timer = setInterval(() => this.#tick(), notedEveryMs);
  }

  refuse(line: number, { errors, message }: AppError): void {
    const reasons = errors.map((error) => ({
      pointer: 'pointer' in error ? error.pointer : '',
      reason: error.detail,
    }));
    for (const [nth, reason] of (reasons.length > 0 ? reasons : [{ pointer: '', reason: message }]).entries()) {
      if (this.#kept === mostErrors) return;
      this.#kept += 1;
      this.#errors.push({ line, nth, ...reason });
    }
  }

  progress(progress: ImportProgress): void {
    this.#state.status = progress.phase;
    if (progress.phase === 'writing') this.#state.listings = progress.references;
    else [this.#state.lines, this.#state.refused] = [progress.lines, progress.refused];
  }

  /** Notes the rest, and no more. */
  async end(): Promise<void> {
    clearInterval(this.#timer);
    await this.#noting;
    await this.#note();
  }

  /** One at a time: what could not be noted is noted with the next ones. */
  #tick(): void {
    this.#noting ??= this.#note()
      .catch(() => {})
      .finally(() => {
        this.#noting = undefined;
      });
  }

  async #note(): Promise<void> {
    const errors = this.#errors;
    this.#errors = [];
    try {
      await noteState(this.#db, this.#attempt, { state: this.#state, errors });
    } catch (error) {
      this.#errors = [...errors, ...this.#errors];
      throw error;
    }
  }
}
