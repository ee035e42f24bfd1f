import assert from 'node:assert/strict';
import { readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, beforeEach, test } from 'node:test';
import pg from 'pg';
import { someListing } from '../support/listings.ts';
import { observationLine } from '../support/observations.ts';
import { type DataDir, hasEnded, makeDataDir, runCli, startServe, stopServe } from '../support/run-cli.ts';

let dataDir: DataDir;
let settings: Record<string, string>;
before(async () => {
  dataDir = await makeDataDir();
});
beforeEach(() => {
  settings = { DATA_DIR: dataDir.path, DEMO: '0', LOG_LEVEL: 'warn' };
});
after(async () => await dataDir.remove());

const create = async (base: string, name: string) => {
  const body = JSON.stringify(someListing({ name }));
  const response = await fetch(`${base}/listings`, {
    method: 'POST',
    body,
    headers: { 'content-type': 'application/json' },
  });
  assert.equal(response.status, 201);
};
const names = async (base: string) => {
  const listings = (await (await fetch(`${base}/listings`)).json()) as { name: string }[];
  return listings.map(({ name }) => name);
};

test('serve starts a database, Ctrl-C stops both in order, and the data is there at the next start', async () => {
  const first = await startServe(settings);
  await create(first.base, 'first');
  const postmaster = await dataDir.postmaster();
  assert.deepEqual((await stopServe(first)).status, 0);
  await hasEnded(postmaster);
  const log = await readFile(join(dataDir.path, 'postgres/server.log'), 'utf8');
  assert.match(log, /database system is shut down/);
  const second = await startServe(settings);
  assert.deepEqual(await names(second.base), ['first']);
  await stopServe(second);
});

test('a second server on the same DATA_DIR says so and ends; commands use the database of the first', async () => {
  const first = await startServe(settings);
  const second = await runCli(['serve'], { ...settings, PORT: '0' });
  assert.equal(second.status, 1);
  assert.match(
    second.stderr,
    new RegExp(`Another server runs on this DATA_DIR \\(pricetrail serve, process ${first.child.pid}\\)`),
  );
  const imported = await runCli(
    ['import', '-'],
    settings,
    observationLine('a', '2020-01-01T00:00:00Z', { name: 'imported' }),
  );
  assert.equal(imported.status, 0, imported.stderr);
  assert.deepEqual(await names(first.base), ['first', 'imported']);
  assert.equal((await stopServe(first)).status, 0);
});

test('a command starts the database where none runs, for as long as it works; two at once share it', async () => {
  const both = await Promise.all([runCli(['migrate', 'status'], settings), runCli(['migrate', 'status'], settings)]);
  assert.deepEqual(
    both.map(({ status }) => status),
    [0, 0],
    both.map(({ stderr }) => stderr).join(),
  );
  await assert.rejects(dataDir.postmaster(), { code: 'ENOENT' });
});

test('H9: what a server killed with its database had answered is there at the next start', async () => {
  const first = await startServe(settings);
  await create(first.base, 'acknowledged');
  const postmaster = await dataDir.postmaster();
  first.child.kill('SIGKILL');
  process.kill(postmaster, 'SIGKILL');
  await first.ended;
  const second = await startServe(settings);
  assert.deepEqual(await names(second.base), ['first', 'imported', 'acknowledged']);
  await stopServe(second);
});

test('a database that outlived its killed server is used by the next one, and stopped with it', async () => {
  const first = await startServe(settings);
  const postmaster = await dataDir.postmaster();
  first.child.kill('SIGKILL');
  await first.ended;
  const second = await startServe(settings);
  assert.equal(await dataDir.postmaster(), postmaster);
  assert.equal((await stopServe(second)).status, 0);
  await hasEnded(postmaster);
});

test("a postmaster.pid left by a power cut, whose process id is another program's by now, is no obstacle", async () => {
  const file = join(dataDir.path, 'postgres/data/postmaster.pid');
  await writeFile(file, `${process.pid}\n${dataDir.path}/postgres/data\n1\n1\n\n127.0.0.1\n0\nready\n`, {
    mode: 0o600,
  });
  const server = await startServe(settings);
  assert.equal((await names(server.base)).length, 3);
  assert.equal((await stopServe(server)).status, 0);
});

test('a running server starts its database again when that dies, and answers 503 meanwhile', async () => {
  const server = await startServe(settings);
  process.kill(await dataDir.postmaster(), 'SIGKILL');
  const statuses = new Set<number>();
  await server.printed(/is back/);
  for (let tries = 0; tries < 20 && !statuses.has(200); tries += 1)
    statuses.add((await fetch(`${server.base}/listings`)).status);
  assert.ok(statuses.has(200));
  statuses.delete(200);
  statuses.delete(503);
  assert.deepEqual([...statuses], []);
  assert.equal((await stopServe(server)).status, 0);
});

test('nobody gets into the database without the password, which only its account can read', async () => {
  const server = await startServe(settings);
  const pid = await readFile(join(dataDir.path, 'postgres/data/postmaster.pid'), 'utf8');
  const port = Number(pid.split('\n')[3]);
  for (const password of ['', 'pricetrail', 'postgres']) {
    const intruder = new pg.Client({ host: '127.0.0.1', port, user: 'pricetrail', database: 'pricetrail', password });
    await assert.rejects(intruder.connect(), /password/);
  }
  assert.equal((await stat(join(dataDir.path, 'postgres/password'))).mode & 0o777, 0o600);
  assert.equal((await stat(join(dataDir.path, 'postgres'))).mode & 0o077, 0);
  assert.match(await readFile(join(dataDir.path, 'postgres/password'), 'utf8'), /^[0-9a-f]{64}$/);
  await stopServe(server);
});

test('the embedded database is durable', async () => {
  const server = await startServe(settings);
  const password = await readFile(join(dataDir.path, 'postgres/password'), 'utf8');
  const port = Number((await readFile(join(dataDir.path, 'postgres/data/postmaster.pid'), 'utf8')).split('\n')[3]);
  const client = new pg.Client({ host: '127.0.0.1', port, user: 'pricetrail', database: 'pricetrail', password });
  await client.connect();
  const { rows } = await client.query(
    "SELECT name, setting FROM pg_settings WHERE name IN ('fsync', 'full_page_writes', 'synchronous_commit') ORDER BY name",
  );
  await client.end();
  assert.deepEqual(
    rows.map(({ setting }) => setting),
    ['on', 'on', 'on'],
  );
  await stopServe(server);
});
