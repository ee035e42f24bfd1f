import { setTimeout as sleep } from 'node:timers/promises';
import type { Abilities } from './abilities.ts';
import type { FeedEntry, History, PrintedPrice, Reading } from './history-checker.ts';
import type { LoadRecord } from './writer-load.ts';

/** So many connections at once are no trouble for anybody. */
const atOnce = 100;

type Page<Item> = { items: Item[]; next: string | undefined };

/** Reads from a service what the checker wants to know beside what the load recorded; what it has read it does not read again. */
export class HistoryReader {
  readonly #base: string;
  readonly #abilities: Abilities;
  readonly #feed: FeedEntry[] = [];
  #feedNext = '/changes?limit=1000';
  readonly #asOf = new Map<string, { listing: number; instant: string; price: number | undefined }>();

  constructor(base: string, abilities: Abilities) {
    this.#base = base;
    this.#abilities = abilities;
  }

  /** Call it when nobody writes. @param only these listings, where others write to others */
  async read({ writes, readings }: LoadRecord, only?: ReadonlySet<number>): Promise<History> {
    const last: Reading[] = [];
    for (const ids of chunksOf(only ? [...only] : await this.#listingIds(), atOnce)) {
      last.push(...(await Promise.all(ids.map((id) => this.#prices(id)))));
    }
    const isAsked = ({ listing_id }: FeedEntry) => only?.has(listing_id) ?? true;
    return {
      ...{ writes, readings: [...readings, ...last] },
      feed: this.#abilities.feed ? (await this.#wholeFeed(last)).filter(isAsked) : undefined,
      asOf: this.#abilities.asOf ? await this.#atInstants(last) : undefined,
    };
  }

  async #listingIds(): Promise<number[]> {
    const ids: number[] = [];
    for (let path: string | undefined = '/listings?limit=1000'; path !== undefined; ) {
      const { items, next }: Page<{ id: number }> = await this.#page(path);
      ids.push(...items.map(({ id }) => id));
      path = next;
    }
    return ids;
  }

  async #prices(listing: number): Promise<Reading> {
    const sentAt = performance.now();
    const { items } = await this.#page<PrintedPrice>(`/listings/${listing}/prices`);
    return { listing, sentAt, answeredAt: performance.now(), prices: items };
  }

  /** A change may be held back for a moment by somebody's open transaction: it waits for what was printed. */
  async #wholeFeed(last: readonly Reading[]): Promise<FeedEntry[]> {
    const printed = last.reduce((sum, { prices }) => sum + prices.length, 0);
    for (const end = performance.now() + 10_000; ; await sleep(50)) {
      await this.#readFeedOn();
      const told = this.#feed.filter(({ changed }) => changed.price_eur).length;
      if (told >= printed || performance.now() > end) return this.#feed;
    }
  }

  /** From where the last reading ended to where a page leads on to itself. */
  async #readFeedOn(): Promise<void> {
    for (;;) {
      const { items, next }: Page<FeedEntry> = await this.#page(this.#feedNext);
      this.#feed.push(...items);
      if (next === undefined || next === this.#feedNext) return;
      this.#feedNext = next;
    }
  }

  async #atInstants(last: readonly Reading[]): Promise<NonNullable<History['asOf']>> {
    for (const { listing, prices } of last) await Promise.all(prices.map((price) => this.#atInstant(listing, price)));
    return [...this.#asOf.values()];
  }

  async #atInstant(listing: number, { created_date: instant }: PrintedPrice): Promise<void> {
    const path = `/listings/${listing}?as_of=${instant}`;
    if (this.#asOf.has(path)) return;
    const { body } = await this.#get(path);
    this.#asOf.set(path, { listing, instant, price: (body as { latest_price_eur?: number }).latest_price_eur });
  }

  async #page<Item>(path: string): Promise<Page<Item>> {
    const { body, headers } = await this.#get(path);
    const next = /<([^>]*)>; rel="next"/.exec(headers.get('link') ?? '')?.[1];
    return { items: body as Item[], next };
  }

  /** For a moment after an outage some connections are still to be replaced. */
  async #get(path: string): Promise<{ body: unknown; headers: Headers }> {
    for (const end = performance.now() + 5_000; ; await sleep(50)) {
      const response = await fetch(`${this.#base}${path}`, { signal: AbortSignal.timeout(20_000) });
      if (response.status === 200) return { body: await response.json(), headers: response.headers };
      const text = await response.text();
      if (response.status !== 503 || performance.now() > end)
        throw new Error(`GET ${path}: ${response.status} ${text}`);
    }
  }
}

function* chunksOf<Item>(items: readonly Item[], size: number): Generator<readonly Item[]> {
  for (let at = 0; at < items.length; at += size) yield items.slice(at, at + size);
}
