import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chown, readFile, stat, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, beforeEach, test } from 'node:test';
import pg from 'pg';
import { databaseAccount } from '../../src/db/embedded/account.ts';
import { someListing } from '../support/listings.ts';
import { observationLine } from '../support/observations.ts';
import { type DataDir, hasEnded, makeDataDir, runCli, startCli, startServe, stopServe } from '../support/run-cli.ts';
import { long } from '../support/thorough.ts';

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

test('a database that outlived its killed server is used by the next one, and stopped with it', {
  skip: long,
}, async () => {
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

test("a lock of the socket left by a power cut, whose process id is another program's by now, is no obstacle", async (t) => {
  const other = spawn('sleep', ['60'], { ...databaseAccount(), stdio: 'ignore' }); // of the account, as in a container
  t.after(() => other.kill());
  const file = join(dataDir.path, 'postgres/.s.PGSQL.5432.lock');
  await writeFile(file, `${other.pid}\n${dataDir.path}/postgres/data\n1\n5432\n..\n`, { mode: 0o600 });
  const server = await startServe(settings);
  assert.equal((await names(server.base)).length, 3);
  assert.equal((await stopServe(server)).status, 0);
});

test('a postmaster that died and that nobody takes leave of is no obstacle', async (t) => {
  if (process.platform !== 'linux') return t.skip('only /proc tells');
  const program = join(dataDir.path, 'postgres-that-ends');
  await symlink('/bin/true', program);
  // `sleep` takes over from the shell and knows of no child.
  const account = databaseAccount();
  const parent = spawn('sh', ['-c', '"$0" & echo $!; exec sleep 60', program], account ?? {});
  t.after(() => parent.kill());
  const [pid] = await once(parent.stdout, 'data');
  for (const name of ['data/postmaster.pid', '.s.PGSQL.5432.lock']) {
    const file = join(dataDir.path, 'postgres', name);
    await writeFile(file, `${pid}${dataDir.path}/postgres/data\n`, { mode: 0o600 });
    if (account) await chown(file, account.uid, account.gid); // the shell may take leave: then PostgreSQL removes it itself
  }
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

const connectWith = async (password: string) => {
  const client = new pg.Client({
    host: join(dataDir.path, 'postgres'),
    user: 'pricetrail',
    database: 'pricetrail',
    password,
  });
  await client.connect();
  return client;
};

test('nobody gets into the database: its socket is in a closed folder, and wants the password kept there', async () => {
  const server = await startServe(settings);
  for (const password of ['', 'pricetrail', 'postgres']) await assert.rejects(connectWith(password), /password/);
  assert.equal((await stat(join(dataDir.path, 'postgres'))).mode & 0o077, 0);
  assert.equal((await stat(join(dataDir.path, 'postgres/password'))).mode & 0o777, 0o600);
  const password = await readFile(join(dataDir.path, 'postgres/password'), 'utf8');
  assert.match(password, /^[0-9a-f]{64}$/);
  const client = await connectWith(password);
  const { rows } = await client.query("SELECT current_setting('listen_addresses') AS tcp");
  await client.end();
  assert.deepEqual(rows, [{ tcp: '' }]);
  await stopServe(server);
});

test('the embedded database is durable', async () => {
  const server = await startServe(settings);
  const client = await connectWith(await readFile(join(dataDir.path, 'postgres/password'), 'utf8'));
  const { rows } = await client.query(
    "SELECT setting FROM pg_settings WHERE name IN ('fsync', 'full_page_writes', 'synchronous_commit')",
  );
  await client.end();
  assert.deepEqual(
    rows.map(({ setting }) => setting),
    ['on', 'on', 'on'],
  );
  await stopServe(server);
});

test('a running server finds its database again when a command has started it meanwhile', async () => {
  const server = await startServe(settings);
  server.child.kill('SIGSTOP');
  process.kill(await dataDir.postmaster(), 'SIGKILL');
  assert.equal((await runCli(['migrate', 'status'], settings)).status, 0);
  const command = startCli(['import', '-'], settings);
  server.child.kill('SIGCONT');
  await server.printed(/is back/);
  assert.equal((await fetch(`${server.base}/readyz`)).status, 200);
  await command.ended;
  assert.equal((await stopServe(server)).status, 0);
});

test('of two servers that outlived each other on one DATA_DIR the first ends and says why', async () => {
  const first = await startServe(settings);
  first.child.kill('SIGSTOP');
  process.kill(await dataDir.postmaster(), 'SIGKILL');
  const second = await startServe(settings);
  first.child.kill('SIGCONT');
  const ended = await first.ended;
  assert.equal(ended.status, 1);
  assert.match(ended.stderr, /Another server runs on this DATA_DIR/);
  assert.equal((await fetch(`${second.base}/readyz`)).status, 200);
  assert.equal((await stopServe(second)).status, 0);
});

test('a server told to stop while it starts its database again stops both', async () => {
  const server = await startServe(settings);
  process.kill(await dataDir.postmaster(), 'SIGKILL');
  await server.printed(/went away/);
  assert.equal((await stopServe(server)).status, 0);
  await assert.rejects(dataDir.postmaster(), { code: 'ENOENT' });
});

for (const name of ['with $HOME `x` "quotes" and spaces', 'ü'.repeat(60)]) {
  test(`a data folder may be called ${name}`, async () => {
    const named = { ...settings, DATA_DIR: join(dataDir.path, '..', name) };
    assert.equal((await runCli(['migrate', 'up'], named)).status, 0);
    assert.equal((await runCli(['migrate', 'status'], named)).status, 0);
  });
}

test("a postmaster.pid that names another folder's postmaster is no obstacle", async () => {
  const other = await makeDataDir();
  const server = await startServe({ ...settings, DATA_DIR: other.path });
  const pid = await other.postmaster();
  await writeFile(join(dataDir.path, 'postgres/data/postmaster.pid'), `${pid}\n`, { mode: 0o600 });
  const { status, stderr } = await runCli(['migrate', 'status'], settings);
  assert.equal(status, 0, stderr);
  await stopServe(server);
  await other.remove();
});
