import type { Change } from '../../changes/change.ts';
import { readChangesOf } from '../../changes/read-changes-of.ts';
import type { Queryable } from '../../db/queryable.ts';
import { AttemptLog } from './attempt-log.ts';
import { type Attempt, type ClaimedDelivery, claimDeliveries, releaseDeliveries } from './deliveries.sql.ts';
import { isSuccess, judgeOutcome } from './judge-outcome.ts';
import { messageBody } from './message.ts';
import type { Outcome, Poster } from './post-event.ts';
import type { ReadableSecrets } from './readable-secrets.ts';
import { signedHeaders } from './signature.ts';
import { Slots, slotLimits } from './slots.ts';

export type CourierOptions = {
  db: Queryable;
  secrets: ReadableSecrets;
  poster: Poster;
  /** Told when there is room for more. */
  onRoom: () => void;
  /** Told that what came of attempts is noted, or why it cannot be. */
  onNoted: () => void;
  onNotNoted: (error: unknown) => void;
  /** How long what is under way may take when it is stopped, in ms. */
  patienceMs: number;
};

export type AttemptOutcome = Attempt['status'];

/** Longer than an attempt takes, and noting it: then its process has died. */
const leaseSeconds = 60;
const slowMs = 2_000;
const headers = { 'content-type': 'application/json', 'user-agent': 'Pricetrail' };

/**
 * Posts what is due. Several in several processes share the work: each claims deliveries for a while, posts them, and notes
 * what came of it. What one that is killed had claimed another one takes over when the lease ends.
 *
 *   due ──claim──▶ leased ──post──▶ delivered | due later | failed
 *    ▲                │
 *    └── lease ends ──┘
 */
export class Courier {
  readonly #options: CourierOptions;
  readonly #log: AttemptLog;
  readonly #slots = new Slots();
  #isStopped = false;
  readonly #posting = new Set<Promise<void>>();
  #last = 0;
  readonly #attempts = { delivered: 0, pending: 0, failed: 0 };

  constructor(options: CourierOptions) {
    this.#options = options;
    this.#log = new AttemptLog(options);
  }

  /** What came of all posts so far; pending: they are tried again. */
  get attempts(): Readonly<Record<AttemptOutcome, number>> {
    return this.#attempts;
  }

  /** Begins to post what is due, as far as there are slots. @returns how many. */
  async begin(): Promise<number> {
    const { db, secrets } = this.#options;
    const { free } = this.#slots;
    if (free === 0) return 0;
    await secrets.look();
    const claimed = await claimDeliveries(db, {
      ...{ room: { ...this.#slots.room(), ...secrets.room() }, after: this.#last },
      ...{ each: slotLimits.each, all: free, leaseSeconds },
    });
    const changes = await this.#changesOf(claimed);
    for (const delivery of claimed) this.#track(this.#deliver(delivery, changes.get(nameOf(delivery))));
    this.#last = claimed.at(-1)?.webhook_id ?? 0;
    return claimed.length;
  }

  /** Lets what is under way end, for a while; gives back what does not. */
  async stop(): Promise<void> {
    const timer = setTimeout(() => {
      this.#isStopped = true;
      this.#options.poster.abandon();
    }, this.#options.patienceMs);
    while (this.#posting.size > 0) await Promise.all(this.#posting);
    clearTimeout(timer);
  }

  #track(posting: Promise<void>): void {
    const tracked = posting.catch(this.#options.onNotNoted).finally(() => this.#posting.delete(tracked));
    this.#posting.add(tracked);
  }

  async #changesOf(claimed: readonly ClaimedDelivery[]): Promise<Map<string, Change>> {
    const names = claimed.flatMap(({ listing_id: listingId, version }) =>
      listingId === null || version === null ? [] : [{ listingId, version }],
    );
    const changes = await readChangesOf(this.#options.db, names);
    return new Map(changes.map((change) => [nameOf(change), change]));
  }

  async #deliver(delivery: ClaimedDelivery, change: Change | undefined): Promise<void> {
    const { webhook_id: webhookId, id } = delivery;
    const body = messageBody(delivery, change);
    if (body === undefined) return await this.#log.note({ webhookId, id, ...lost });
    const secrets = this.#options.secrets.of(delivery);
    const outcome = secrets && (await this.#postInSlot(delivery, body, secrets));
    const isCut = outcome?.status === undefined && this.#isStopped;
    if (!outcome || isCut) return await releaseDeliveries(this.#options.db, [delivery]);
    const { status: responseStatus = null, ms: responseMs, excerpt } = outcome;
    const noted = { responseStatus, responseMs, excerpt };
    const judged = judgeOutcome(delivery, outcome);
    this.#attempts[judged.status] += 1;
    await this.#log.note({ webhookId, id, ...judged, ...noted });
  }

  async #postInSlot(delivery: ClaimedDelivery, body: string, secrets: readonly Buffer[]): Promise<Outcome> {
    const { webhook_id: webhookId, url, message_id: id } = delivery;
    this.#slots.take(webhookId);
    const signed = signedHeaders({ id, at: Date.now(), body }, secrets);
    const outcome = await this.#options.poster.post({ url, headers: { ...headers, ...signed }, body });
    this.#slots.leave(webhookId, !isSuccess(outcome) || outcome.ms > slowMs);
    this.#options.onRoom();
    return outcome;
  }
}

const lost = {
  ...({ status: 'failed', againMs: null, disable: null, responseStatus: null, responseMs: 0 } as const),
  excerpt: 'The change that it tells of is no longer in the feed.',
};

type Named = { listing_id: number | null; version: number | null };

function nameOf({ listing_id, version }: Named): string {
  return `${listing_id}-${version}`;
}
