import assert from 'node:assert/strict';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { createApiKey } from '../../../src/access/manage-keys.ts';
import type { Role } from '../../../src/access/role.ts';
import { AppError } from '../../../src/errors.ts';
import { ImportWorker } from '../../../src/exchange/jobs/import-worker.ts';
import { openLog } from '../../../src/log/open-log.ts';
import { findings } from '../examined.ts';
import { addListings } from '../listing-rows.ts';
import { startTestApi, type TestApi } from '../test-api.ts';
import { webhookTools } from '../webhooks.ts';
import { Bystander } from './bystander.ts';
import { fillWorld } from './fill-world.ts';
import { type ApiDocument, type Operation, operationsOf } from './operations.ts';
import type { Known } from './right-requests.ts';

/** So many that some are left whatever is deleted. */
const listings = 300;

/** A whole service with something in it, a bystander, and what the service tells of itself. */
export class HostileWorld {
  readonly api: TestApi;
  readonly operations: readonly Operation[];
  readonly known: Known;
  readonly bystander: Bystander;
  readonly #told: string[];
  readonly #worker: ImportWorker;
  readonly #failures: unknown[];
  readonly #delay = monitorEventLoopDelay();

  static async start(): Promise<HostileWorld> {
    const [told, failures]: [string[], unknown[]] = [[], []];
    let worker: ImportWorker | undefined;
    const api = await startTestApi({
      ...{ withLake: true, webhooks: webhookTools, onImport: () => worker?.wake() },
      log: await openLog({ logLevel: 'info', logFormat: 'json', to: { write: (line) => void told.push(line) } }),
      guard: { anonymous: 'reader', opensWithoutKeys: false },
      limits: { headersTimeout: 2_000, requestTimeout: 3_000, silence: 2_000 },
    });
    worker = new ImportWorker({ db: api.db, onFailure: (error) => failures.push(error) });
    worker.start();
    try {
      const known = await fill(api);
      await drawOnce(api, known);
      const { body } = await api.call('GET', '/openapi.json');
      const bystander = await Bystander.start(api, await keyFor(api, 'writer'));
      return new HostileWorld({ api, known, bystander, told, worker, failures, document: body });
    } catch (error) {
      await worker.stop();
      await api.stop();
      throw error;
    }
  }

  private constructor(parts: Pick<HostileWorld, 'api' | 'known' | 'bystander'> & Parts) {
    const { api, known, bystander, told, worker, failures, document } = parts;
    this.api = api;
    this.known = known;
    this.bystander = bystander;
    this.operations = operationsOf(document);
    this.#told = told;
    this.#worker = worker;
    this.#failures = failures;
    this.#delay.enable();
  }

  /** What is reported of a run: it is no promise. */
  measured() {
    const { requests, slowestMs } = this.bystander;
    return {
      bystander: { requests, slowestMs: Math.round(slowestMs) },
      longestBlockedMs: Math.round(this.#delay.max / 1e6),
      heapMb: Math.round(process.memoryUsage().heapUsed / 1e6),
      residentMb: Math.round(process.memoryUsage.rss() / 1e6),
    };
  }

  /** Fails where the service or the bystander was harmed. */
  async end(): Promise<void> {
    this.#delay.disable();
    try {
      await this.bystander.end();
      await this.#worker.stop();
      const errors = this.#told.filter((line) => ['error', 'fatal'].includes(JSON.parse(line).level));
      assert.deepEqual(errors, []);
      const isPassing = (error: unknown) => error instanceof AppError && error.code === 'unavailable';
      assert.deepEqual(
        this.#failures.filter((error) => !isPassing(error)),
        [],
        'but for what is tried again',
      );
      assert.deepEqual(this.api.server.counters, { failures: 0, inputBugs: 0, overloaded: 0 });
      await this.api.lake?.follow();
      await this.api.lake?.assertAgrees();
      assert.deepEqual(await findings(this.api.db, { replay: true }), []);
    } finally {
      await this.#worker.stop();
      await this.api.stop();
    }
  }
}

type Parts = { told: string[]; worker: ImportWorker; failures: unknown[]; document: ApiDocument };

export async function keyFor(api: TestApi, role: Role): Promise<string> {
  return (await createApiKey(api.db, { role, name: role, expires: undefined })).text;
}

/** Starting what draws pictures may take a busy machine longer than others may wait for their turn: they would be refused. */
async function drawOnce(api: TestApi, { ids }: Known): Promise<void> {
  const { status } = await api.call('GET', `/listings/${ids.listings?.[0]}/chart.png`);
  assert.equal(status, 200);
}

/** Something of each kind that an operation can be about. */
async function fill(api: TestApi): Promise<Known> {
  const key = await keyFor(api, 'admin');
  const ids = (await addListings(api, listings)).map(String);
  const known = await fillWorld(api.call, { key, listings: ids });
  await api.lake?.rebuild();
  return known;
}
