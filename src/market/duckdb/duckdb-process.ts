import { DuckDbChildProcess } from './duckdb-child-process.ts';
import type { DuckDbSettings, Question, Table } from './questions.ts';

export type DuckDbOptions = DuckDbSettings & {
  /** How long it stays when nothing is asked, in ms: then its memory is given back. @default 120 s */
  idleMs?: number;
  /** After so many questions another process takes its place: each leaves some memory behind, 200 KB of making a layer. @default 500 */
  mostAsked?: number;
};

export type AskOptions = {
  /** How long it may take, in ms. */
  limitMs: number;
  /** Ends it, since nobody wants the answer any more. */
  signal?: AbortSignal | undefined;
};

/**
 * DuckDB in a process of its own, which is there while something is asked, and is started again where it ended.
 *
 *   ask ──▶ [none: start] ──▶ … rows ──▶ [nothing for a while: end]
 *              └─ limit, or signal ──▶ cancel ──▶ [no answer: killed]
 *
 * One that was asked often answers what it was asked, and ends, while another one is asked what comes next.
 */
export class DuckDbProcess {
  readonly #options: DuckDbOptions;
  #child: DuckDbChildProcess | undefined;
  readonly #replaced = new Set<DuckDbChildProcess>();
  #idle: NodeJS.Timeout | undefined;

  constructor(options: DuckDbOptions) {
    this.#options = options;
  }

  /**
   * Makes statements one after the other. @returns the rows of the last one
   * @throws AppError `too_costly` where it takes too long, or too much memory; `unavailable` where the process ended
   */
  async ask(question: Question, { limitMs, signal }: AskOptions): Promise<Table> {
    signal?.throwIfAborted();
    const child = this.#running();
    const { answer, cancel } = child.ask(question);
    const limit = setTimeout(cancel, limitMs);
    signal?.addEventListener('abort', cancel);
    try {
      return await answer;
    } catch (error) {
      throw signal?.aborted ? signal.reason : error;
    } finally {
      clearTimeout(limit);
      signal?.removeEventListener('abort', cancel);
      if (child.busy === 0) this.#rest(child);
    }
  }

  /** Its process id, while it is there. */
  get pid(): number | undefined {
    return this.#child?.pid;
  }

  async close(): Promise<void> {
    clearTimeout(this.#idle);
    const child = this.#child;
    this.#child = undefined;
    await Promise.all([child?.end(), ...[...this.#replaced].map((each) => each.end())]);
  }

  #running(): DuckDbChildProcess {
    clearTimeout(this.#idle);
    const { idleMs: _, mostAsked = 500, ...settings } = this.#options;
    const child = this.#child;
    if (child?.isAlive && child.asked < mostAsked && !child.isBloated) return child;
    this.#child = new DuckDbChildProcess(settings);
    if (child?.isAlive) this.#replace(child);
    return this.#child;
  }

  #replace(child: DuckDbChildProcess): void {
    this.#replaced.add(child);
    if (child.busy === 0) this.#rest(child);
  }

  /** Of one that has answered all. */
  #rest(child: DuckDbChildProcess): void {
    if (child === this.#child && !child.isBloated) this.#endLater(child);
    else void child.end().then(() => this.#replaced.delete(child));
  }

  #endLater(child: DuckDbChildProcess): void {
    const { idleMs = 120_000 } = this.#options;
    clearTimeout(this.#idle);
    const rest = () => {
      this.#child = undefined; // it alone: those that were replaced may be busy still
      void child.end();
    };
    this.#idle = setTimeout(rest, idleMs);
    this.#idle.unref();
  }
}
