import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { databaseAccount } from '../../src/db/embedded/account.ts';
import { embeddedBinaries } from '../../src/db/embedded/binaries.ts';
import { clusterUrl } from '../../src/db/embedded/cluster.ts';
import { type Abilities, abilitiesOf } from './abilities.ts';
import { type DataDir, type Ended, type Running, runCli, startServe, stopServe } from './run-cli.ts';
import { within } from './within.ts';

/** `serve` as a process of its own, on a data folder of its own, for a test to do harm to. */
export class ServedDatabase {
  readonly dataDir: Pick<DataDir, 'path' | 'postmaster'>;
  base = '';
  abilities: Abilities = { keys: false, outcomes: false, feed: false, asOf: false };
  #running: Running | undefined;
  #hasDoctor: boolean | undefined;
  readonly #settings: Record<string, string>;

  constructor(dataDir: Pick<DataDir, 'path' | 'postmaster'>) {
    this.dataDir = dataDir;
    this.#settings = { DATA_DIR: dataDir.path, DEMO: '0', LOG_LEVEL: 'silent' };
  }

  /** Starts the server, again on the port it had. */
  async start(): Promise<void> {
    const port = this.base === '' ? '0' : new URL(this.base).port;
    const running = await within(60_000, 'serve is ready', startServe({ ...this.#settings, PORT: port }));
    this.#running = running;
    this.base = running.base;
    this.abilities = await abilitiesOf(this.base);
  }

  /** Process id of `serve`. */
  get pid(): number {
    const pid = this.#running?.child.pid;
    if (pid === undefined) throw new Error('the server has not been started');
    return pid;
  }

  /** Runs SQL past the server. */
  async sql<Row extends object>(text: string): Promise<Row[]> {
    const url = await clusterUrl(await this.cluster(), 'pricetrail');
    const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000, query_timeout: 10_000 });
    client.on('error', () => {}); // the statement under way fails as well
    try {
      await client.connect();
      return (await client.query<Row>(text)).rows;
    } finally {
      await client.end().catch(() => {});
    }
  }

  async cluster() {
    const account = databaseAccount();
    const folder = `${this.dataDir.path}/postgres`;
    return { folder, account, binaries: await embeddedBinaries(account), locale: [], settings: {} };
  }

  /** Waits until a read and a write are answered. @returns how long it took, in ms. */
  async untilBack(withinMs: number): Promise<number> {
    const from = performance.now();
    while (!(await this.#answers())) {
      if (performance.now() - from > withinMs) throw new Error(`the service is not back after ${withinMs} ms`);
      await sleep(20);
    }
    return performance.now() - from;
  }

  async #answers(): Promise<boolean> {
    const signal = AbortSignal.timeout(5_000);
    const statuses = await Promise.all([
      fetch(`${this.base}/listings?limit=1`, { signal }).then(({ status }) => status),
      // A write that finds nothing to delete still goes the way of writes.
      fetch(`${this.base}/listings/999999999999`, { method: 'DELETE', signal }).then(({ status }) => status),
    ]).catch(() => []);
    return statuses[0] === 200 && statuses[1] === 404;
  }

  /** What `doctor` says; undefined where there is no such command. */
  async doctor(): Promise<Ended | undefined> {
    this.#hasDoctor ??= /^ +doctor\b/m.test((await runCli(['--help'], {})).stdout);
    return this.#hasDoctor ? await within(60_000, 'doctor', runCli(['doctor'], this.#settings)) : undefined;
  }

  async ended(): Promise<Ended | undefined> {
    return await within(20_000, 'serve ends', this.#running?.ended ?? Promise.resolve(undefined));
  }

  /** Ends what a failed test leaves. */
  async kill(): Promise<void> {
    this.#running?.child.kill('SIGKILL');
    await this.ended();
  }

  async stop(): Promise<Ended | undefined> {
    return this.#running && (await within(30_000, 'serve stops', stopServe(this.#running)));
  }
}
