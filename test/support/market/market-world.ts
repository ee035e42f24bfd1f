import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type pg from 'pg';
import { buildServer, type Server } from '../../../src/http/server.ts';
import { DuckDbProcess } from '../../../src/market/duckdb/duckdb-process.ts';
import { openFolderStore } from '../../../src/market/lake/folder-store.ts';
import { followFeed } from '../../../src/market/lake/follow-feed.ts';
import type { LakeStore } from '../../../src/market/lake/lake-store.ts';
import { type Manifest, readLatest } from '../../../src/market/lake/manifest.ts';
import { rebuildLake } from '../../../src/market/lake/rebuild-lake.ts';
import { Market } from '../../../src/market/market.ts';
import { createTestDatabase, type TestDatabase } from '../test-database.ts';
import { untilCaughtUp } from '../until-caught-up.ts';
import { type AnsweredRow, assertSame } from './compare-series.ts';
import { type MarketQuestion, pathOf } from './market-question.ts';
import { placesOf, plainSeries } from './plain-series.ts';
import { makeTables } from './plain-tables.sql.ts';

export type Lake = { store: LakeStore; server: Server };
export type Answered = { status: number; headers: Record<string, unknown>; text: string };

/** A database, lakes of it in temporary folders, and servers that answer from them. */
export class MarketWorld {
  readonly database: TestDatabase;
  /** Has the tables of plain-tables.sql.ts. */
  readonly plain: pg.Client;
  readonly #folder: string;
  readonly #duckdb: DuckDbProcess;
  readonly #opened: { store: LakeStore; servers: Server[] }[] = [];

  private constructor(database: TestDatabase, folder: string, plain: pg.Client) {
    this.database = database;
    this.#folder = folder;
    this.plain = plain;
    const settings = { threads: 1, memoryBytes: 500e6, niceness: 0 };
    this.#duckdb = new DuckDbProcess({ ...settings, spillFolder: join(folder, 'spill') });
  }

  static async start(): Promise<MarketWorld> {
    const database = await createTestDatabase();
    const plain = await database.connect();
    await plain.query(makeTables);
    return new MarketWorld(database, await mkdtemp(join(tmpdir(), 'pricetrail-market-')), plain);
  }

  /** An empty lake; nobody is kept waiting for what is seen of it once a second. */
  async lake(): Promise<LakeStore> {
    const store = await openFolderStore(await mkdtemp(join(this.#folder, 'lake-')));
    this.#opened.push({ store, servers: [] });
    return store;
  }

  async rebuild(store: LakeStore): Promise<Manifest> {
    return made(await rebuildLake({ ...this.database, store, duckdb: this.#duckdb }));
  }

  /** Brings it up with the database, by a step, once the feed shows all: transactions of other tests hold it back. */
  async follow(store: LakeStore): Promise<Manifest> {
    await untilCaughtUp(this.database);
    const latest = await readLatest(store);
    if (!latest) return await this.rebuild(store);
    return made(await followFeed({ ...this.database, store, duckdb: this.#duckdb }, latest));
  }

  /** A server that sees the lake as it is now. */
  async serve(store: LakeStore): Promise<Server> {
    const { db } = this.database;
    const open = async () => ({ store, duckdb: this.#duckdb });
    const market = new Market({ db, open, concurrency: 2, limitMs: 60_000, scratch: this.#folder });
    const server = await buildServer({ db, version: '0.0.0-test', market });
    this.#opened.push({ store, servers: [server] });
    return server;
  }

  async ask(server: Server, question: MarketQuestion): Promise<Answered> {
    return await this.get(server, pathOf(question));
  }

  async get({ app }: Server, url: string): Promise<Answered> {
    const { statusCode, headers, body } = await app.inject({ method: 'GET', url });
    return { status: statusCode, headers, text: body };
  }

  /** Fails where the answer is not what the plain definitions have. @returns its rows */
  async assertAnswer(server: Server, question: MarketQuestion): Promise<AnsweredRow[]> {
    const { status, text } = await this.ask(server, question);
    if (status !== 200) throw new Error(`${pathOf(question)}: ${status} ${text}`);
    const rows: AnsweredRow[] = JSON.parse(text);
    const places = await placesOf(this.plain, question.by ?? [], rows);
    assertSame({ rows, places }, await plainSeries(this.plain, question, new Date().toISOString()), question);
    return rows;
  }

  async stop(): Promise<void> {
    for (const { servers } of this.#opened) for (const { app } of servers) await app.close();
    await this.#duckdb.close();
    for (const { store } of this.#opened) await store.close();
    await this.plain.end();
    await this.database.drop();
    await rm(this.#folder, { recursive: true, force: true });
  }
}

function made(step: { manifest: Manifest } | undefined): Manifest {
  if (!step) throw new Error('another process is at the lake');
  return step.manifest;
}
