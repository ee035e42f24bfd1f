import { setTimeout as sleep } from 'node:timers/promises';
import type { AppError } from '../../errors.ts';
import type { S3Limits } from './s3-client.ts';
import { s3Failure } from './s3-failure.ts';

/** Repeats what fails for a while, with pauses that grow and differ, so that many do not come back at once. */
export class S3Attempts {
  readonly #place: string;
  readonly #limits: S3Limits;
  readonly #closing = new AbortController();
  readonly #underWay = new Set<Promise<unknown>>();

  constructor(place: string, limits: S3Limits) {
    this.#place = place;
    this.#limits = limits;
  }

  /** Something small, that may be done twice. The signal ends each attempt after its time. */
  async small<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T> {
    return await this.large(
      async (closing) => await work(AbortSignal.any([closing, AbortSignal.timeout(this.#limits.requestMs)])),
    );
  }

  /** Something that may take as long as it moves. @throws AppError `unavailable`, `misconfigured` */
  async large<T>(work: (closing: AbortSignal) => Promise<T>): Promise<T> {
    const done = this.#repeat(work);
    this.#underWay.add(done);
    return await done.finally(() => this.#underWay.delete(done));
  }

  /** Ends what is under way. */
  async close(): Promise<void> {
    this.#closing.abort();
    await Promise.allSettled(this.#underWay);
  }

  async #repeat<T>(work: (closing: AbortSignal) => Promise<T>): Promise<T> {
    const { signal } = this.#closing;
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await work(signal);
      } catch (error) {
        const failure = s3Failure(error, this.#place);
        if (this.#isLast(attempt, failure)) throw failure;
        await sleep(this.#limits.pauseMs * 2 ** attempt * (0.5 + Math.random() / 2), undefined, { signal }).catch(
          () => {},
        );
      }
    }
  }

  #isLast(attempt: number, { code }: AppError): boolean {
    return code !== 'unavailable' || attempt >= this.#limits.attempts || this.#closing.signal.aborted;
  }
}
