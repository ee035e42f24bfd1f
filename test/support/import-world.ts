import assert from 'node:assert/strict';
import { after, before } from 'node:test';
import { ImportWorker } from '../../src/exchange/jobs/import-worker.ts';
import { type Answer, startTestApi, type TestApi, type TestApiOptions } from './test-api.ts';
import { until } from './until.ts';

/** The API, and a worker that does what is imported over it. */
export class ImportWorld {
  #api: TestApi | undefined;
  #worker: ImportWorker | undefined;
  readonly #failures: unknown[] = [];

  /** Begins with the tests of the file, and ends with them. */
  constructor(options: TestApiOptions = {}) {
    before(async () => {
      this.#api = await startTestApi({ ...options, onImport: () => this.#worker?.wake() });
      this.startWorker();
    });
    after(async () => {
      await this.stopWorker();
      await this.api.stop();
      assert.deepEqual(this.#failures, []);
    });
  }

  get api(): TestApi {
    if (!this.#api) throw new Error('the tests have not begun');
    return this.#api;
  }

  startWorker(): void {
    const onFailure = (error: unknown) => this.#failures.push(error);
    this.#worker = new ImportWorker({ db: this.api.db, onFailure });
    this.#worker.start();
  }

  async stopWorker(): Promise<void> {
    await this.#worker?.stop();
  }

  /** Sends lines as NDJSON, or a text or bytes as they are. */
  async post(
    body: readonly string[] | string | Buffer,
    headers: Record<string, string> = {},
    query = '',
  ): Promise<Answer> {
    const content = { 'content-type': 'application/x-ndjson', ...headers };
    const raw = typeof body === 'string' ? body : Buffer.isBuffer(body) ? new Uint8Array(body) : `${body.join('\n')}\n`;
    return await this.api.call('POST', `/imports${query}`, raw, content);
  }

  /** The import once it is done or has failed. */
  async finished(id: number): Promise<Answer['body']> {
    let found: Answer['body'];
    await until(`import ${id} ends`, async () => {
      found = (await this.api.call('GET', `/imports/${id}`)).body;
      return found.status === 'done' || found.status === 'failed';
    });
    return found;
  }
}
