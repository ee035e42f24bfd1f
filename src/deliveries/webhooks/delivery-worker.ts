import type { Database } from '../../db/database.ts';
import type { AddressGuard } from './address-guard.ts';
import { Courier } from './courier.ts';
import { handOut } from './hand-out.ts';
import { Poster } from './post-event.ts';
import type { SecretBox } from './secrets.ts';

export type WorkerOptions = {
  db: Pick<Database, 'reads' | 'writes' | 'transaction'>;
  box: SecretBox;
  guard: AddressGuard;
  /** Told of what fails, once until it succeeds again. */
  onFailure: (error: unknown) => void;
};

/**
 * How long it waits between two steps, in ms: while there is work, so that a step does much of it; where none is left, or no
 * room, until it is woken; where others do it, or it failed.
 */
const pace = { soon: 10, idle: 200, failing: 1_000 };

/** Hands the feed out to the webhooks, and posts what is due. Any number of them may run, in one process or in several. */
export class DeliveryWorker {
  readonly #options: WorkerOptions;
  readonly #courier: Courier;
  readonly #poster: Poster;
  readonly #stopped = new AbortController();
  readonly #loops: Promise<void>[] = [];
  #wakeCourier = () => {};

  constructor(options: WorkerOptions) {
    const { db, box, guard, onFailure } = options;
    this.#options = options;
    this.#poster = new Poster(guard);
    this.#courier = new Courier({
      ...{ db: db.writes, box, poster: this.#poster, onFailure },
      onRoom: () => this.#wakeCourier(),
    });
  }

  start(): void {
    this.#loops.push(this.#repeat(() => this.#handOut()));
    this.#loops.push(
      this.#repeat(
        () => this.#post(),
        (wake) => (this.#wakeCourier = wake),
      ),
    );
  }

  /** Lets what is under way end, within a few seconds. */
  async stop(): Promise<void> {
    this.#stopped.abort();
    await Promise.all(this.#loops);
    await this.#courier.stop();
    this.#poster.close();
  }

  async #handOut(): Promise<number> {
    const { claimed, more, deliveries } = await this.#options.db.transaction(handOut);
    if (deliveries > 0) this.#wakeCourier();
    if (!claimed) return pace.failing;
    return more ? 0 : deliveries > 0 ? pace.soon : pace.idle;
  }

  async #post(): Promise<number> {
    return (await this.#courier.begin()) > 0 ? pace.soon : pace.idle;
  }

  /** @param step returns how long to wait until the next one, in ms */
  async #repeat(step: () => Promise<number>, onWait: (wake: () => void) => void = () => {}): Promise<void> {
    const { signal } = this.#stopped;
    let failing = false;
    while (!signal.aborted) {
      let pauseMs = pace.failing;
      try {
        pauseMs = await step();
        failing = false;
      } catch (error) {
        if (!failing) this.#options.onFailure(error);
        failing = true;
      }
      await waitFor(pauseMs, signal, pauseMs > pace.soon ? onWait : () => {});
    }
  }
}

async function waitFor(ms: number, signal: AbortSignal, onWait: (wake: () => void) => void): Promise<void> {
  if (signal.aborted) return;
  const { promise, resolve } = Promise.withResolvers<void>();
  const timer = setTimeout(resolve, ms);
  const wake = () => resolve();
  signal.addEventListener('abort', wake);
  onWait(wake);
  await promise;
  clearTimeout(timer);
  signal.removeEventListener('abort', wake);
}
