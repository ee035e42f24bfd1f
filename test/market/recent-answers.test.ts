import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { DuckDbProcess } from '../../src/market/duckdb/duckdb-process.ts';
import type { Table } from '../../src/market/duckdb/questions.ts';
import { readSeries } from '../../src/market/figures/read-series.ts';
import { Market } from '../../src/market/market.ts';
import { keyOf, RecentAnswers } from '../../src/market/recent-answers.ts';
import { TestLake } from '../support/lake/test-lake.ts';
import { addListings } from '../support/listing-rows.ts';
import { createTestDatabase, type TestDatabase } from '../support/test-database.ts';
import { until } from '../support/until.ts';

class CountedDuckDb extends DuckDbProcess {
  asked = 0;

  override async ask(...asking: Parameters<DuckDbProcess['ask']>): Promise<Table> {
    this.asked += 1;
    return await super.ask(...asking);
  }
}

let database: TestDatabase;
let lake: TestLake;
let duckdb: CountedDuckDb;
let market: Market;
before(async () => {
  database = await createTestDatabase();
  await addListings(database, 10, { city: 'Lyon' });
  lake = await TestLake.open(database);
  await lake.rebuild();
  const settings = { threads: 1, memoryBytes: 128 * 1_048_576, spillFolder: join(lake.folder, 'spill'), niceness: 0 };
  duckdb = new CountedDuckDb(settings);
  const { store } = lake.making;
  const open = async () => ({ store, duckdb });
  market = new Market({ db: database.db, open, concurrency: 1, limitMs: 30_000, scratch: lake.folder });
});
after(async () => {
  await duckdb.close();
  await lake.close();
  await database.drop();
});

async function ask(city: string) {
  const signal = new AbortController().signal;
  const lookups = { reads: database.db.reads, searches: database.db.searches(signal) };
  const { rows } = await readSeries(
    market,
    { metric: ['listings_on_offer'], city, period: 'year' },
    { lookups, signal },
  );
  return rows.at(-1)?.count;
}

test('what many ask at once is worked out once, and is no more once the lake has something new', async () => {
  assert.deepEqual(await Promise.all(Array.from({ length: 20 }, () => ask('Lyon'))), Array(20).fill(10));
  assert.equal(await ask('Lyon'), 10);
  assert.equal(duckdb.asked, 1);
  assert.equal(await ask('Paris'), undefined);
  assert.equal(duckdb.asked, 2);
  await database.sql('DELETE FROM listing WHERE id = (SELECT min(id) FROM listing)');
  await lake.follow();
  await until('the lake was seen again', async () => (await ask('Lyon')) === 9); // the lake is looked at once a second
});

const table = (rows: number): Table => ({ names: ['a'], columns: [Array(rows).fill(1)] });
const manifest = { format: 1 as const, number: 1, cursor: 'c', as_of: '2025-01-01T00:00:00.000Z', layers: [] };

test('no more is kept than fits, and no answer that is large by itself', () => {
  const answers = new RecentAnswers();
  answers.turnTo(manifest);
  answers.keep('large', table(50_001), manifest);
  assert.equal(answers.find('large'), undefined);
  for (let n = 0; n < 10; n += 1) answers.keep(`${n}`, table(50_000), manifest);
  assert.ok(answers.find('0') && answers.find('9'));
  for (let n = 0; n < 10; n += 1) answers.keep('9', table(50_000), manifest);
  assert.ok(answers.find('0'), 'the same one again takes no room');
  answers.keep('more', table(1), manifest);
  assert.ok(answers.find('more'));
  assert.equal(answers.find('9'), undefined);
});

test('of another state of the lake nothing is kept, nor a question with a long text', () => {
  const answers = new RecentAnswers();
  answers.turnTo(manifest);
  answers.keep('a', table(1), manifest);
  answers.turnTo(manifest);
  assert.ok(answers.find('a'));
  answers.turnTo({ ...manifest, number: 2 });
  assert.equal(answers.find('a'), undefined);
  answers.keep('late', table(1), manifest);
  assert.equal(answers.find('late'), undefined);
  assert.equal(keyOf({ statements: ['x'.repeat(20_000)] }), undefined);
  assert.equal(keyOf({ statements: ['x'] }), '["x"]');
});
