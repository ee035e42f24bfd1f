import { afterEach, beforeEach } from 'node:test';
import { readChanges } from '../../src/changes/read-changes.ts';
import type { Listing } from '../../src/listings/listing.ts';
import { someListing } from './listings.ts';
import { type Ended, type Running, startCli } from './run-cli.ts';
import { startTestApi, type TestApi } from './test-api.ts';
import { until } from './until.ts';
import { untilCaughtUp } from './until-caught-up.ts';
import { within } from './within.ts';

/** For each test an API, and relays of its database, each a process; those that a test leaves are killed. */
export class RelayWorld {
  #api: TestApi | undefined;
  readonly #running: Running[] = [];

  constructor() {
    beforeEach(async () => {
      this.#api = await startTestApi();
    });
    afterEach(async () => {
      for (const running of this.#running.splice(0)) await this.kill(running);
      await this.api.stop();
    });
  }

  get api(): TestApi {
    if (!this.#api) throw new Error('no test has begun');
    return this.#api;
  }

  /** Starts a relay, and waits until it is at work, or tells what it waits for. */
  async start(to: string, ...options: string[]): Promise<Running> {
    return await this.startWith({}, to, options);
  }

  async startWith(settings: Record<string, string>, to: string, options: readonly string[] = []): Promise<Running> {
    const started = startCli(['relay', '--to', to, ...options], { DATABASE_URL: this.api.url, ...settings });
    const printed = (pattern: RegExp) => within(30_000, `the relay prints ${pattern}`, started.printed(pattern));
    const running = { ...started, printed };
    this.#running.push(running);
    await running.printed(/: (Relaying|Another relay|.* Trying again)/);
    return running;
  }

  /** Runs one that ends by itself. */
  async run(to: string, options: readonly string[] = [], settings: Record<string, string> = {}): Promise<Ended> {
    const running = startCli(['relay', '--to', to, ...options], { DATABASE_URL: this.api.url, ...settings });
    this.#running.push(running);
    return await within(20_000, `the end of ${['relay', ...options].join(' ')}`, running.ended);
  }

  async stop({ child, ended }: Running): Promise<Ended> {
    child.kill('SIGTERM');
    return await ended;
  }

  async kill({ child, ended }: Running): Promise<void> {
    child.kill('SIGKILL');
    await ended;
  }

  /** Starts one, which stored something before, and kills it when it has sent what there is but cannot store it. */
  async killBeforeStoring(to: string, hasSent: () => Promise<boolean>): Promise<void> {
    await untilCaughtUp(this.api);
    const locking = await this.api.connect();
    try {
      await locking.query('BEGIN');
      await locking.query('SELECT FROM relay FOR UPDATE');
      const running = await this.start(to);
      await until('it has sent', hasSent);
      await this.kill(running);
      // The server would make a statement that waits, also for a client that has gone.
      const waiting = "datname = current_database() AND wait_event_type = 'Lock'";
      await this.api.sql(`SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity WHERE ${waiting}`);
    } finally {
      await locking.end();
    }
  }

  /** Waits until a relay has stored that the broker has everything. */
  async untilStored(): Promise<void> {
    await untilCaughtUp(this.api);
    const { next } = await readChanges(this.api.db.reads, { after: 'now' });
    const stored = async () => (await this.api.sql('SELECT FROM relay WHERE cursor = $1', [next.after])).length === 1;
    await until('it is stored', stored);
  }

  async post(overrides: Record<string, unknown> = {}): Promise<Listing> {
    return (await this.api.call('POST', '/listings', { ...someListing(), ...overrides })).body;
  }

  async patch(id: number, members: Record<string, unknown>): Promise<void> {
    const { status, text } = await this.api.call('PATCH', `/listings/${id}`, members);
    if (status !== 200) throw new Error(text);
  }

  /** Each change of the feed as `<listing>-<version>`, in order. */
  async names(): Promise<string[]> {
    const order = 'ORDER BY feed_key, feed_seq';
    const rows = await this.api.sql<{ name: string }>(
      `SELECT listing_id || '-' || version AS name FROM listing_change ${order}`,
    );
    return rows.map(({ name }) => name);
  }
}
