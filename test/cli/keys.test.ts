import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { expiry, seconds } from '../../src/cli/keys-options.ts';
import { runCli, runCliClosed, runCliInto, startCli } from '../support/run-cli.ts';
import { createTestDatabase, type TestDatabase } from '../support/test-database.ts';

let database: TestDatabase;
let settings: Record<string, string>;
before(async () => {
  database = await createTestDatabase({ empty: true });
  settings = { DATABASE_URL: database.url, PORT: '0', LOG_LEVEL: 'silent' };
});
after(async () => await database.drop());

const keys = async (...args: string[]) => await runCli(['keys', ...args], settings);

test('off loopback nothing is served without a key, and what to do about it is said and works', async () => {
  const refused = await runCli(['serve'], { ...settings, HOST: '0.0.0.0' });
  assert.equal(refused.status, 1);
  assert.match(refused.stderr, /HOST=0\.0\.0\.0 is reached by other machines.*: pricetrail keys create --role admin/);
  const proxied = await runCli(['serve'], { ...settings, TRUST_PROXY: '1' });
  assert.match(proxied.stderr, /With TRUST_PROXY=1 it is reached by other machines/);
  const { status, stdout, stderr } = await keys('create', '--role', 'admin', '--name', 'first');
  assert.equal(status, 0, stderr);
  assert.match(stdout, /^pt_[0-9a-f]{12}_[\w-]{43}\n$/);
  assert.match(stderr, /told this once/);
  const running = startCli(['serve'], { ...settings, HOST: '0.0.0.0', SHUTDOWN_TIMEOUT: '1' });
  const port = new URL(await running.printed(/ready: (http[^\s"]+)/)).port;
  const ask = async (headers: Record<string, string>) =>
    (await fetch(`http://127.0.0.1:${port}/webhooks`, { headers })).status;
  assert.equal(await ask({}), 401);
  assert.notEqual(await ask({ authorization: `Bearer ${stdout.trim()}` }), 401);
  process.kill(Number(await running.printed(/"process":"(\d+)/)), 'SIGINT');
  const { status: exit, stdout: lines } = await running.ended;
  assert.equal(exit, 0);
  assert.match(lines, /"access":"everybody reads; else by keys"/);
  assert.doesNotMatch(lines, /no key yet/);
  const listed = (await keys('list')).stdout;
  assert.match(
    listed,
    /^id +role +created +last used +state +name\n[0-9a-f]{12} +admin +\S+ \S+Z +\d{4}-\S+ \S+Z +counts +first\n$/,
  );
  assert.ok(!listed.includes(stdout.trim().slice(-20)), 'no list tells a secret');
});

test('on loopback without a key it is said, and warned of, that everything is open', async () => {
  const other = await createTestDatabase();
  try {
    const running = startCli(['serve'], { ...settings, DATABASE_URL: other.url });
    process.kill(Number(await running.printed(/"process":"(\d+)/)), 'SIGINT');
    const lines = (await running.ended).stdout;
    assert.match(lines, /"access":"there is no key yet: everybody on this machine may do everything"/);
    assert.match(
      lines,
      /"level":"warn".*there is no key yet: .*: a proxy here lets everybody in \(pricetrail keys create\)/,
    );
  } finally {
    await other.drop();
  }
});

/** What is told to end so many days after the command, whenever it ran. */
function assertInDays(days: number, told: string | undefined, began: number): void {
  const at = Date.parse(told ?? '') - days * 86_400_000;
  assert.ok(began <= at && at <= Date.now(), `${told} is not in ${days} days`);
}

test('the next key has the lifetime of the one of before, and what ends when is told of each', async () => {
  const began = Date.now();
  const made = await keys('create', '--role', 'reader', '--name', 'yearly', '--expires', '365d');
  assertInDays(
    365,
    /The key yearly, for the role reader, counts until (\S+)\. It is told/.exec(made.stderr)?.[1],
    began,
  );
  const next = await keys('rotate', 'yearly', '--keep', '7d');
  assertInDays(365, /The next key yearly, .*, counts until (\S+)\. It is told/.exec(next.stderr)?.[1], began);
  const [first = '', second = ''] = [made, next].map(({ stdout }) => stdout.slice(3, 15));
  assertInDays(7, new RegExp(`The key ${first} of before counts until (\\S+)\\.`).exec(next.stderr)?.[1], began);
  const last = await keys('rotate', 'yearly', '--keep', '0s', '--expires', 'never');
  assert.match(last.stderr, /The next key yearly, for the role reader, counts until it is revoked\. It is told/);
  for (const id of [first, second]) assert.match(last.stderr, new RegExp(`The key ${id} of before counts no more\\.`));
  assert.match(last.stdout, /^pt_[0-9a-f]{12}_[\w-]{43}\n$/);
});

test('each command of keys names its database on standard error', async () => {
  for (const args of [
    ['create', '--role', 'reader', '--name', 'named'],
    ['list'],
    ['rotate', 'named'],
    ['revoke', 'named'],
  ]) {
    const { stderr, stdout } = await keys(...args);
    assert.match(stderr, /^Database: PostgreSQL of DATABASE_URL$/m, args[0]);
    assert.doesNotMatch(stdout, /PostgreSQL/);
  }
});

test('a list and its help say how late a use is told', async () => {
  for (const args of [['list'], ['list', '--help']]) {
    const { stdout, stderr } = await keys(...args);
    assert.match(stdout + stderr, /Last used is noted once a minute/);
  }
});

test('keys are rotated and revoked by name', async () => {
  assert.equal((await keys('create', '--role', 'reader', '--name', 'portal', '--expires', '90d')).status, 0);
  assert.match((await keys('create', '--role', 'reader', '--name', 'portal')).stderr, /named portal already/);
  const rotated = await keys('rotate', 'portal', '--keep', '0s');
  assert.match(rotated.stderr, /counts no more/);
  assert.match((await keys('list')).stdout, /expired \S+ \S+Z +portal\n.*counts until \S+ \S+Z +portal\n/);
  assert.match(
    (await keys('revoke', 'portal')).stdout,
    /^Revoked [0-9a-f]{12}, the key portal for the role reader\.\n$/,
  );
  const none = await keys('revoke', 'portal');
  assert.deepEqual([none.status, none.stdout], [1, '']);
  assert.match(none.stderr, /No key that counts/);
});

const full = { skip: !existsSync('/dev/full') && 'this system has no /dev/full' };

test('a key that could not be shown does not count', full, async () => {
  const into = async (...args: string[]) => await runCliInto('/dev/full', ['keys', ...args], settings);
  const made = await into('create', '--role', 'reader', '--name', 'unseen');
  const told = /The key could not be shown .*, so it was revoked: .*\(ENOSPC: no space left on device, write\)\n$/;
  assert.match(made.stderr, told);
  assert.equal(made.status, 1);
  assert.match((await keys('list')).stdout, /revoked \S+ \S+Z +unseen\n/);
  const first = await keys('create', '--role', 'reader', '--name', 'unseen');
  assert.equal(first.status, 0, first.stderr);
  const next = await into('rotate', 'unseen');
  assert.match(next.stderr, told);
  assert.deepEqual([next.status, (await keys('rotate', 'unseen')).status], [1, 0]);
});

test('no key is made, and none of before is ended, where nobody would see the key', async () => {
  assert.equal((await keys('create', '--role', 'reader', '--name', 'kept')).status, 0);
  for (const args of [
    ['keys', 'create', '--role', 'reader', '--name', 'nowhere'],
    ['keys', 'rotate', 'kept', '--keep', '0s'],
  ]) {
    for (const ended of [await runCliClosed(args, settings), await runCliInto('/dev/null', args, settings)])
      assert.deepEqual([ended.status, ended.stderr], [1, `pricetrail: ${nowhere}\n`]);
  }
  const listed = (await keys('list')).stdout;
  assert.doesNotMatch(listed, /nowhere/);
  assert.match(listed, /counts +kept\n/);
});

const nowhere =
  'Standard output is closed, or is /dev/null: nobody would see the key. Send it to where the key is stored, or read.';

test('a list that cannot be written is told, and one that nobody wants any more is not', full, async () => {
  const { status, stderr } = await runCliInto('/dev/full', ['keys', 'list'], settings);
  assert.match(
    stderr,
    /\npricetrail: Standard output cannot be written to\. \(ENOSPC: no space left on device, write\)\n$/,
  );
  assert.deepEqual([status, /\n +at /.test(stderr)], [1, false]);
  const { child, ended } = startCli(['keys', 'list'], settings);
  child.stdout?.destroy();
  const unwanted = await ended;
  assert.deepEqual([unwanted.status, /pricetrail:|\n +at /.test(unwanted.stderr)], [0, false], unwanted.stderr);
});

test('help of rotate shows the default of --keep as it is to be written, and that of --expires', async () => {
  const rotate = (await keys('rotate', '--help')).stdout;
  assert.match(rotate, /\(default: 24h\)/);
  assert.match(rotate, /--expires <when>[^-]*never\s+\(default:\s+the\s+same\s+lifetime/);
});

test('what is no name, role or time is refused by name', async () => {
  assert.match((await keys('create', '--role', 'king', '--name', 'x')).stderr, /reader, writer, admin/);
  assert.match((await keys('create', '--role', 'admin')).stderr, /--name <name>' not specified/);
  assert.match((await keys('create', '--role', 'admin', '--name', '')).stderr, /--name must have 1 to 100/);
  assert.match(
    (await keys('create', '--role', 'admin', '--name', 'x', '--expires', '2001-01-01T00:00:00Z')).stderr,
    /future/,
  );
});

test('a time is a span or an instant', () => {
  assert.deepEqual(['0s', '90m', '12h', '2d'].map(seconds), [0, 5_400, 43_200, 172_800]);
  for (const text of ['', '12', 'h', '1.5h', '-1d', '1w', '99999999d']) assert.throws(() => seconds(text), text);
  assert.ok(Math.abs(Date.parse(expiry('1h')) - Date.now() - 3_600_000) < 5_000);
  assert.equal(expiry('2999-01-01T00:00:00Z'), '2999-01-01T00:00:00.000Z');
  assert.equal(expiry('never'), 'never');
  for (const text of ['', 'tomorrow', '0s', '2999-01-01']) assert.throws(() => expiry(text), text);
});
