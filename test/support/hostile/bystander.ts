import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Change } from '../../../src/changes/change.ts';
import { EventStream } from '../event-stream.ts';
import { feedFaults } from '../feed-reader.ts';
import { someListing } from '../listings.ts';
import { callAt, type TestApi } from '../test-api.ts';

/** Beyond what any request of others names. */
const firstId = 900_000_000_000;
const pauseMs = 20;

type Written = { id: number; version: number; price: number };

/** A client that does nothing wrong: it reads, writes, and follows the changes, while others do worse. */
export class Bystander {
  readonly #call: TestApi['call'];
  readonly #headers: Record<string, string>;
  readonly #stream: EventStream;
  readonly #written: Written[] = [];
  readonly #known = new Map<number, Written>();
  #running = true;
  #work: Promise<void> = Promise.resolve();
  /** How long the slowest of its requests took, in ms. */
  slowestMs = 0;
  requests = 0;

  static async start(api: TestApi, key: string): Promise<Bystander> {
    const headers = { authorization: `Bearer ${key}` };
    const stream = await EventStream.open(`${api.base}/changes?after=now`, headers);
    const bystander = new Bystander(api, { headers, stream });
    await api.sql(`SELECT setval(pg_get_serial_sequence('listing', 'id'), ${firstId})`);
    for (let n = 0; n < 5; n += 1) await bystander.#create();
    await api.sql(`SELECT setval(pg_get_serial_sequence('listing', 'id'), 1000)`);
    bystander.#work = bystander.#goOn();
    bystander.#work.catch(() => {}); // `end` tells: until then nobody waits for it
    return bystander;
  }

  private constructor(api: TestApi, { headers, stream }: { headers: Record<string, string>; stream: EventStream }) {
    this.#call = callAt(api.base);
    this.#headers = headers;
    this.#stream = stream;
  }

  /** Fails where any answer was not right, or a change did not come, once and in its turn. */
  async end(): Promise<void> {
    this.#running = false;
    try {
      await this.#work;
      await this.#assertFollowed();
    } finally {
      this.#stream.close();
    }
  }

  async #assertFollowed(): Promise<void> {
    await this.#call('PATCH', `/listings/${firstId + 1}`, { name: 'the last one' }, this.#headers);
    const last = () => this.#stream.events.some(({ data }) => data.includes('the last one'));
    for (let tries = 0; !last() && tries < 600; tries += 1) await sleep(100);
    const { changes } = this.#stream;
    assert.deepEqual(feedFaults(changes, changes), []);
    const own = changes.filter(({ listing_id }) => listing_id > firstId).slice(0, -1);
    assert.deepEqual(own.map(toWritten), this.#written);
  }

  async #create(): Promise<void> {
    const { status, body } = await this.#ask(201, 'POST', '/listings', someListing({ latest_price_eur: 1 }));
    assert.equal(status, 201);
    this.#note({ id: body.id, version: 1, price: 1 });
  }

  async #goOn(): Promise<void> {
    for (let turn = 0; this.#running; turn += 1) {
      const known = [...this.#known.values()][turn % this.#known.size];
      assert.ok(known);
      if (turn % 2 === 0) await this.#write(known);
      else await this.#read(known);
      await sleep(pauseMs);
    }
  }

  async #write({ id, version, price }: Written): Promise<void> {
    const change = { latest_price_eur: price + 1 };
    const headers = { 'if-match': `"${version}"`, 'idempotency-key': `"${id} ${version}"` };
    const { body } = await this.#ask(200, 'PATCH', `/listings/${id}`, change, headers);
    assert.equal(body.latest_price_eur, price + 1);
    this.#note({ id, version: version + 1, price: price + 1 });
  }

  async #read({ id, version, price }: Written): Promise<void> {
    const listing = await this.#ask(200, 'GET', `/listings/${id}`);
    assert.deepEqual([listing.body.latest_price_eur, listing.headers.get('etag')], [price, `"${version}"`]);
    const prices = await this.#ask(200, 'GET', `/listings/${id}/prices?order=desc&limit=1`);
    assert.equal(prices.body[0].price_eur, price);
  }

  async #ask(status: number, method: string, path: string, body?: unknown, headers: Record<string, string> = {}) {
    const begin = performance.now();
    const answer = await this.#call(method, path, body, { ...this.#headers, ...headers });
    this.slowestMs = Math.max(this.slowestMs, performance.now() - begin);
    this.requests += 1;
    assert.equal(answer.status, status, answer.text);
    return answer;
  }

  #note(written: Written): void {
    this.#known.set(written.id, written);
    this.#written.push(written);
  }
}

function toWritten({ listing_id: id, version, changed }: Change): Written {
  return { id, version, price: Number(changed.price_eur?.to) };
}
