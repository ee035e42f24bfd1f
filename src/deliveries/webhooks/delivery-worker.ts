import { Outage } from '../../background/outage.ts';
import { Repeated } from '../../background/repeated.ts';
import type { Database } from '../../db/database.ts';
import type { AddressGuard } from './address-guard.ts';
import { type AttemptOutcome, Courier } from './courier.ts';
import { handOut } from './hand-out.ts';
import { Poster } from './post-event.ts';
import { ReadableSecrets } from './readable-secrets.ts';
import type { SecretBox } from './secrets.ts';

export type WorkerOptions = {
  db: Pick<Database, 'reads' | 'writes' | 'transaction'>;
  box: SecretBox;
  guard: AddressGuard;
  /** Told once of what fails at a time, until nothing of it does any more; of secrets that cannot be read besides, once as well. */
  onFailure: (error: unknown) => void;
  /** Told once nothing fails any more. @default nobody is */
  onRecovery?: () => void;
  /** How long posts under way may take when it is stopped, in ms. @default 5,000 */
  patienceMs?: number;
};

/**
 * How long it waits between two steps, in ms: while there is work, so that a step does much of it; where none is left, or no
 * room, until it is woken; where others do it, or it failed.
 */
const pace = { soon: 10, idle: 200, failing: 1_000 };

/** What could not be noted is posted again in a while, by whoever takes it over. Once none has failed for so long, in ms, that is over. */
const calmMs = 10_000;

/** Hands the feed out to the webhooks, and posts what is due. Any number of them may run, in one process or in several. */
export class DeliveryWorker {
  readonly #db: WorkerOptions['db'];
  readonly #courier: Courier;
  readonly #poster: Poster;
  readonly #secrets: ReadableSecrets;
  /** Not of secrets that cannot be read: those are to be told of while the database is away, too, and after it. */
  readonly #outage: Outage<'handing out' | 'posting' | 'noting'>;
  #notNotedAt = 0;
  readonly #handingOut: Repeated;
  readonly #posting: Repeated;

  constructor({ db, box, guard, onFailure, onRecovery: tell = () => {}, patienceMs = 5_000 }: WorkerOptions) {
    this.#db = db;
    this.#poster = new Poster(guard);
    const onRecovery = () => {
      if (!this.isHeldUp) tell();
    };
    const outage = new Outage<'handing out' | 'posting' | 'noting'>({ onBegin: onFailure, onEnd: onRecovery });
    this.#outage = outage;
    this.#secrets = new ReadableSecrets({ db: db.reads, box, onFailure, onRecovery });
    this.#courier = new Courier({
      ...{ db: db.writes, secrets: this.#secrets, poster: this.#poster, patienceMs },
      onRoom: () => this.#posting.wake(),
      onNoted: () => outage.succeeded('noting'),
      onNotNoted: (error) => {
        this.#notNotedAt = performance.now();
        outage.failed('noting', error);
      },
    });
    const repeated = (part: 'handing out' | 'posting', step: () => Promise<number>) =>
      new Repeated({
        ...{ step, failingMs: pace.failing, leastMs: pace.soon },
        onFailure: (error) => outage.failed(part, error),
        onRecovery: () => outage.succeeded(part),
      });
    this.#handingOut = repeated('handing out', () => this.#handOut());
    this.#posting = repeated('posting', () => this.#post());
  }

  /** Whether it fails at the moment. */
  get isHeldUp(): boolean {
    return this.#outage.isOn || this.#secrets.isHeldUp;
  }

  /** What came of all posts so far. */
  get attempts(): Readonly<Record<AttemptOutcome, number>> {
    return this.#courier.attempts;
  }

  start(): void {
    this.#handingOut.start();
    this.#posting.start();
  }

  /** Lets what is under way end, for a while; then it is given back, and whoever claims it posts it again. */
  async stop(): Promise<void> {
    await Promise.all([this.#handingOut.stop(), this.#posting.stop()]);
    await this.#courier.stop();
    this.#poster.close();
  }

  async #handOut(): Promise<number> {
    const { claimed, more, deliveries } = await this.#db.transaction(handOut);
    if (deliveries > 0) this.#posting.wake();
    if (!claimed) return pace.failing;
    return more ? 0 : deliveries > 0 ? pace.soon : pace.idle;
  }

  async #post(): Promise<number> {
    const begun = await this.#courier.begin();
    if (performance.now() - this.#notNotedAt > calmMs) this.#outage.succeeded('noting');
    return begun > 0 ? pace.soon : pace.idle;
  }
}
