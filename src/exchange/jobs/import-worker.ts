import { Repeated } from '../../background/repeated.ts';
import type { Database } from '../../db/database.ts';
import { selectUnclaimed } from './import-jobs.sql.ts';
import { runImport } from './run-import.ts';

/** How long it waits where there is nothing to do, or where it failed, in ms. */
const pace = { idle: 1_000, failing: 2_000 };

export type ImportWorkerOptions = {
  db: Database;
  /** Told of what fails, once until it succeeds again. */
  onFailure: (error: unknown) => void;
  /** Told once it succeeds again. @default nobody is */
  onRecovery?: () => void;
};

/** Does the imports that came in over HTTP, one at a time. Any number of them may run, in one process or in several. */
export class ImportWorker {
  readonly #running: Repeated;

  constructor({ db, onFailure, onRecovery }: ImportWorkerOptions) {
    const step = async (signal: AbortSignal) => {
      const id = await selectUnclaimed(db.reads);
      if (id === undefined) return pace.idle;
      await runImport(db, id, signal);
      return 0;
    };
    this.#running = new Repeated({ step, failingMs: pace.failing, onFailure, onRecovery });
  }

  /** Whether it fails at the moment. */
  get isHeldUp(): boolean {
    return this.#running.isFailing;
  }

  start(): void {
    this.#running.start();
  }

  /** Tells it that one came in. */
  wake(): void {
    this.#running.wake();
  }

  /** Ends after the batches under way; another one goes on from there. */
  async stop(): Promise<void> {
    await this.#running.stop();
  }
}
