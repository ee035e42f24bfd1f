import assert from 'node:assert/strict';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { addListings } from '../support/listing-rows.ts';
import { queryParquet, readParquet } from '../support/read-parquet.ts';
import { runCli } from '../support/run-cli.ts';
import { createTestDatabase, type TestDatabase } from '../support/test-database.ts';

let database: TestDatabase;
let folder: string;
before(async () => {
  database = await createTestDatabase();
  await addListings(database, 3);
  folder = await mkdtemp(join(tmpdir(), 'pricetrail-export-'));
});
after(async () => {
  await database.drop();
  await rm(folder, { recursive: true });
});

const run = (...args: string[]) => runCli(['export', ...args], { DATABASE_URL: database.url });

test('export writes a whole file or none, and says from where a copy goes on', async () => {
  const out = join(folder, 'listings.csv');
  const { status, stdout, stderr } = await run('listings', '--format', 'csv', '--out', out);
  assert.deepEqual([status, stdout], [0, '']);
  assert.match(stderr, /^Exported 3 listings, [\d,]+\/s; go on with GET \/changes\?after=[\w-]{20,}\n$/);
  assert.match(await readFile(out, 'utf8'), /^id,reference,name,.*\r\n1,,Flat,Bright\.,APARTMENT,100000,70\.5,3,2,,/);
  assert.deepEqual(await readdir(folder), ['listings.csv']);
  const nowhere = await run('prices', '--out', join(folder, 'missing', 'prices'));
  assert.equal(nowhere.status, 1);
  assert.match(nowhere.stderr, /no such file or directory/);
});

test('a Parquet file is written whole or not at all, too, and has the cursor that is told', async () => {
  const out = join(folder, 'prices.parquet');
  const { status, stderr } = await run('prices', '--format', 'parquet', '--out', out);
  assert.equal(status, 0, stderr);
  const file = await readFile(out);
  assert.deepEqual(
    (await readParquet(file)).map(({ listing_id, price_eur }) => [listing_id, price_eur]),
    [...[1, 2, 3].map((id) => [id, 100_000])],
  );
  const [pair] = await queryParquet(file, 'SELECT decode(value) AS cursor FROM parquet_kv_metadata(file)');
  assert.ok(stderr.endsWith(`GET /changes?after=${pair?.cursor}\n`), stderr);
  await rm(out);
  await database.sql('ALTER TABLE listing_price RENAME COLUMN price_eur TO renamed');
  const failed = await run('prices', '--format', 'parquet', '--out', out);
  await database.sql('ALTER TABLE listing_price RENAME COLUMN renamed TO price_eur');
  assert.notEqual(failed.status, 0);
  assert.ok(!(await readdir(folder)).some((name) => name.startsWith('prices.parquet')));
});

test('without --out it goes to standard output', async () => {
  for (const [what, lines] of [
    ['listings', 3],
    ['prices', 3],
    ['changes', 3],
  ] as const) {
    const { status, stdout } = await run(what);
    assert.equal(status, 0);
    assert.equal(
      stdout
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line)).length,
      lines,
      what,
    );
  }
  assert.match((await run('rooms')).stderr, /listings, prices, changes/);
});
