import { AppError, type ErrorCode } from '../../errors.ts';
import { growingPause } from './growing-pause.ts';
import { pause } from './pause.ts';

export type FailuresOptions = { signal: AbortSignal; onNote: (text: string) => void };

const passing: ReadonlySet<ErrorCode> = new Set(['unavailable', 'overloaded', 'outcome_unknown'] as const);

/** Failures in a row, each of which is told, and waited for longer than the one before. */
export class Failures {
  readonly #options: FailuresOptions;
  #count = 0;

  constructor(options: FailuresOptions) {
    this.#options = options;
  }

  /** Waits a while; not where it was told to end. @throws the failure, where it will not pass by itself */
  async bear(failure: unknown): Promise<void> {
    if (!(failure instanceof AppError) || !passing.has(failure.code)) throw failure;
    const { signal, onNote } = this.#options;
    if (signal.aborted) return;
    this.#count += 1;
    const ms = growingPause(this.#count);
    onNote(`${failure.message.replace(/\.?$/, '.')} Trying again in ${ms / 1_000} s.`);
    await pause(ms, signal);
  }

  /** Something succeeded. */
  end(): void {
    this.#count = 0;
  }
}
