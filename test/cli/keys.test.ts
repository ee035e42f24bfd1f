import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { expiry, seconds } from '../../src/cli/keys-options.ts';
import { runCli, startCli } from '../support/run-cli.ts';
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
  assert.equal((await running.ended).status, 0);
  const listed = (await keys('list')).stdout;
  assert.match(
    listed,
    /^id +role +created +last used +state +name\n[0-9a-f]{12} +admin +\S+ \S+Z +\d{4}-\S+ \S+Z +counts +first\n$/,
  );
  assert.ok(!listed.includes(stdout.trim().slice(-20)), 'no list tells a secret');
});

test('keys are rotated and revoked by name', async () => {
  assert.equal((await keys('create', '--role', 'reader', '--name', 'portal', '--expires', '90d')).status, 0);
  assert.match((await keys('create', '--role', 'reader', '--name', 'portal')).stderr, /named portal already/);
  const rotated = await keys('rotate', 'portal', '--keep', '0s');
  assert.match(rotated.stderr, /counts no more/);
  assert.match((await keys('list')).stdout, /expired \S+ \S+Z +portal\n.*counts +portal\n/);
  assert.match(
    (await keys('revoke', 'portal')).stdout,
    /^Revoked [0-9a-f]{12}, the key portal for the role reader\.\n$/,
  );
  const none = await keys('revoke', 'portal');
  assert.deepEqual([none.status, none.stdout], [1, '']);
  assert.match(none.stderr, /No key that counts/);
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
  assert.ok(Math.abs(expiry('1h') - Date.now() - 3_600_000) < 5_000);
  assert.equal(expiry('2999-01-01T00:00:00Z'), Date.parse('2999-01-01T00:00:00Z'));
  for (const text of ['', 'tomorrow', '0s', '2999-01-01']) assert.throws(() => expiry(text), text);
});
