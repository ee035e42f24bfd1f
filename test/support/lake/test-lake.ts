import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { DuckDbProcess } from '../../../src/market/duckdb/duckdb-process.ts';
import { claimLake } from '../../../src/market/lake/book-rows.sql.ts';
import { openFolderStore } from '../../../src/market/lake/folder-store.ts';
import { followFeed } from '../../../src/market/lake/follow-feed.ts';
import type { LakeMaking } from '../../../src/market/lake/lake-making.ts';
import { LakeWorker, type LakeWorkerOptions } from '../../../src/market/lake/lake-worker.ts';
import { type Manifest, readLatest } from '../../../src/market/lake/manifest.ts';
import { rebuildLake } from '../../../src/market/lake/rebuild-lake.ts';
import { type Verdict, verifyLake } from '../../../src/market/lake/verify-lake.ts';
import { memoryFolder } from '../memory-folder.ts';
import type { TestDatabase } from '../test-database.ts';
import { until } from '../until.ts';
import { untilCaughtUp } from '../until-caught-up.ts';
import { rowsOfDatabase, rowsOfLake } from './lake-rows.ts';

export const quickPace = { idle: 20, gathering: 20, failing: 50, checking: 50, reading: 50 };

/** A lake in a folder of its own, of a database of a test. */
export class TestLake {
  readonly folder: string;
  readonly making: LakeMaking;
  readonly #database: TestDatabase;

  /** @param under where its folder is made; in memory where nothing is said */
  static async open(database: TestDatabase, under?: string): Promise<TestLake> {
    const folder = await mkdtemp(join(under ?? (await memoryFolder()), 'pricetrail-lake-'));
    const store = await openFolderStore(join(folder, 'lake'));
    const duckdb = openDuckDb(folder);
    return new TestLake(database, folder, { db: database.db, store, duckdb });
  }

  private constructor(database: TestDatabase, folder: string, making: LakeMaking) {
    this.#database = database;
    this.folder = folder;
    this.making = making;
  }

  /** Makes it anew, with a cursor that nothing is after. */
  async rebuild(): Promise<Manifest> {
    await untilCaughtUp(this.#database);
    for (;;) {
      const made = await rebuildLake(this.making); // none while the connection of one that was stopped is being closed
      if (made) return made.manifest;
    }
  }

  /** Follows until the feed shows no more. */
  async follow(): Promise<Manifest> {
    await untilCaughtUp(this.#database);
    for (;;) {
      const latest = await this.latest();
      const made = await followFeed(this.making, latest);
      if (made?.manifest === latest) return latest;
    }
  }

  async latest(): Promise<Manifest> {
    const latest = await readLatest(this.making.store);
    assert.ok(latest);
    return latest;
  }

  async verify(): Promise<Verdict> {
    return await verifyLake(this.making);
  }

  /** Fails where the lake is another than the database, by figures or by any row. */
  async assertAgrees(): Promise<void> {
    const { files, prices, listings, leftOut } = await this.verify();
    assert.deepEqual({ files, prices, listings, leftOut }, { files: [], prices: [], listings: [], leftOut: 0 });
    assert.deepEqual(await rowsOfLake(this.making, await this.latest()), await rowsOfDatabase(this.#database));
  }

  /** A worker beside it, as another process would have one; it closes what it opened. */
  worker(options: Partial<LakeWorkerOptions> = {}): LakeWorker {
    const open = async () => ({
      ...{ db: this.#database.db, duckdb: openDuckDb(this.folder) },
      store: await openFolderStore(join(this.folder, 'lake')),
    });
    const onFailure = (error: unknown) => assert.fail(String(error));
    return new LakeWorker({ open, onFailure, onNote: () => {}, pace: quickPace, ...options });
  }

  /** Waits until a worker has brought in all that there is. */
  async untilFollowed(): Promise<void> {
    await untilCaughtUp(this.#database);
    await until('the lake has all', async () => {
      const verdict = await verifyLake(this.making).catch(() => undefined);
      return verdict?.leftOut === 0 && verdict.prices.length + verdict.listings.length + verdict.files.length === 0;
    });
  }

  /** Does something while no worker gets its turn. */
  async whileHeldUp(work: () => Promise<void>): Promise<void> {
    await this.#database.db.session(async (session) => {
      await session.transaction(async (tx) => {
        await until('it is its turn', async () => await claimLake(tx, this.making.store.place));
        await work();
      });
    });
  }

  async close(): Promise<void> {
    await this.making.duckdb.close();
    await this.making.store.close();
    await rm(this.folder, { recursive: true, force: true });
  }
}

function openDuckDb(folder: string): DuckDbProcess {
  return new DuckDbProcess({
    threads: 1,
    memoryBytes: 256 * 1_048_576,
    spillFolder: join(folder, 'spill'),
    niceness: 0,
  });
}
