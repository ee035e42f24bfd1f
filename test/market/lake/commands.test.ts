import assert from 'node:assert/strict';
import { cp, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { damage } from '../../support/lake/damaged-lake.ts';
import { TestLake } from '../../support/lake/test-lake.ts';
import { addListings } from '../../support/listing-rows.ts';
import { runCli, startServe, stopServe } from '../../support/run-cli.ts';
import { createTestDatabase, type TestDatabase } from '../../support/test-database.ts';
import { untilCaughtUp } from '../../support/until-caught-up.ts';

let database: TestDatabase;
let lake: TestLake;
let dataDir: string;
before(async () => {
  database = await createTestDatabase();
  lake = await TestLake.open(database);
  dataDir = await mkdtemp(join(tmpdir(), 'pricetrail-lake-commands-'));
  await addListings(database, 30);
});
after(async () => {
  await lake.close();
  await database.drop();
  await rm(dataDir, { recursive: true, force: true });
});

const settings = () => ({
  DATABASE_URL: database.url,
  DATA_DIR: dataDir,
  LAKE_URL: join(lake.folder, 'lake'),
  DATABASE_CONNECTIONS: '8',
});
const run = async (command: string) => await runCli(['lake', command], settings());

test('without a lake, status, verify and compact say so, with exit status 1', async () => {
  const [status, verify, compact] = await Promise.all(['status', 'verify', 'compact'].map(run));
  assert.deepEqual([status?.status, verify?.status, compact?.status], [1, 1, 1]);
  assert.match(status?.stdout ?? '', /place +\S+lake\n +There is no lake yet\.\n$/);
  assert.match(verify?.stderr ?? '', /There is no lake: make it with pricetrail lake rebuild\./);
  assert.match(compact?.stdout ?? '', /There is no lake yet/);
});

test('rebuild makes it, status tells of it, verify agrees, compact makes its layers one', async () => {
  await untilCaughtUp(database); // what the feed shows later, the lake would bring again
  const made = await run('rebuild');
  assert.match(
    made.stdout,
    /^Made anew: 30 prices and 30 states of listings, 0\.0 MB, in \d+\.\d s \([\d,]+ prices\/s\)\.\n$/,
  );
  await database.sql('UPDATE listing SET price = price + 1 WHERE id <= 2');
  await addListings(database, 1);
  await lake.follow();
  const status = await run('status');
  assert.equal(status.status, 0);
  assert.match(
    status.stdout,
    /manifest +2\n +as of +\d{4}-\S+Z, \d+\.\d s ago\n +behind +nothing was changed since\n +size +5 files, /,
  );
  assert.match(status.stdout, /layer +1: 30 prices.*\n +layer +2: 5 prices, 3 states, 3 replaced/);
  assert.match((await run('compact')).stdout, /^Made one of 2 layers: 33 prices and 31 states of listings, 0\.0 MB\./);
  assert.match(
    (await run('verify')).stdout,
    /^The lake agrees with the database: 33 prices and 31 states .*manifest 3/,
  );
});

test('verify prints a table of the months that differ, both sides of each, with exit status 1', async () => {
  const rows = 'SELECT * REPLACE (price_eur + 1 AS price_eur) FROM found LIMIT 32';
  await damage(lake, { table: 'prices', layer: 0, rows });
  const { status, stdout } = await run('verify');
  assert.equal(status, 1);
  const [database = '', inLake = '', end = ''] = stdout.split('\n');
  assert.match(database, /^ {2}prices +\d{4}-\d\d +database +33 prices +0 void +\d+\.00 EUR +hash \d+$/);
  assert.match(inLake, /^ +lake +32 prices +0 void +\d+\.00 EUR +hash \d+$/);
  assert.match(
    end,
    /^The lake differs from the database \(manifest 4, as of .*: make it anew with pricetrail lake rebuild\.$/,
  );
  await lake.rebuild();
});

test('status tells that files are missing, and what to do, with exit status 1', async () => {
  const { layers } = await lake.latest();
  const [name = ''] = layers[0]?.prices ?? [];
  await rm(join(lake.folder, 'lake', name));
  const { status, stdout } = await run('status');
  assert.equal(status, 1);
  assert.match(
    stdout,
    /^ {2}files +some are missing or cut short: pricetrail lake verify names them, lake rebuild makes .*anew$/m,
  );
  await lake.rebuild();
  assert.equal((await run('status')).status, 0);
});

test('what only reads the lake makes nothing in it', async () => {
  const copy = join(dataDir, 'copy');
  await cp(join(lake.folder, 'lake'), copy, { recursive: true });
  await rm(join(copy, 'workshop'), { recursive: true, force: true });
  const there = await readdir(copy);
  const file = join(dataDir, 'file');
  await writeFile(file, '');
  const env = { ...settings(), LAKE_URL: copy, DATA_DIR: join(file, 'no folder') };
  for (const line of ['lake status', 'lake verify', 'lake ddl --for duckdb', 'market --metric median_price']) {
    const { status, stderr } = await runCli(line.split(' '), env);
    assert.equal(status, 0, `${line}: ${stderr}`);
    assert.deepEqual(await readdir(copy), there, line);
  }
});

test('a folder of the data that cannot be made is named by its setting, where something is to be written', async () => {
  const folder = '/proc/none'; // whatever the rights of the account
  const env = { DATABASE_URL: database.url, DATA_DIR: folder };
  const told = await runCli(['lake', 'status'], env);
  assert.equal(told.stdout, `  place     ${folder}/lake\n  There is no lake yet.\n`, told.stderr);
  const refused = await runCli(['lake', 'rebuild'], env);
  assert.deepEqual(refused, {
    status: 1,
    stdout: '',
    stderr: `pricetrail: DATA_DIR: the folder ${folder}/lake cannot be written to.\n`,
  });
});

test('several processes that answer requests keep the lake up together, and say where it is', async () => {
  const serving = await startServe({ ...settings(), WORKERS: '2', DATABASE_CONNECTIONS: '10' });
  await serving.printed(/"lake":"[^"]+lake, kept up here"/);
  await addListings(database, 5);
  await lake.untilFollowed();
  await lake.assertAgrees();
  assert.equal((await stopServe(serving)).status, 0);
});

test('a process that answers requests alone says that a worker keeps the lake up', async () => {
  const serving = await startServe({ ...settings(), LAKE_URL: join(dataDir, 'none') }, ['--role', 'api']);
  await serving.printed(/"lake":"[^"]+none, kept up by a worker"/);
  assert.equal((await stopServe(serving)).status, 0);
});
