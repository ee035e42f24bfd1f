import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { addListings } from '../support/listing-rows.ts';
import { Receiver } from '../support/receiver.ts';
import { type Running, startServe, stopServe } from '../support/run-cli.ts';
import { callAt, type TestApi } from '../support/test-api.ts';
import { createTestDatabase, type TestDatabase } from '../support/test-database.ts';
import { thorough } from '../support/thorough.ts';
import { until } from '../support/until.ts';
import { isSigned, register, secretsKey } from '../support/webhooks.ts';

let database: TestDatabase;
let receiver: Receiver;
let call: TestApi['call'];
let api: Running;
const workers: Running[] = [];
before(async () => {
  database = await createTestDatabase();
  receiver = await Receiver.open();
  const { base, ...running } = await serve('api');
  api = running;
  call = callAt(base);
  workers.push(await serve('worker'), await serve('worker'));
});
after(async () => {
  for (const running of [api, ...workers]) assert.equal((await stopServe(running)).status, 0);
  await receiver.close();
  await database.drop();
});

async function serve(role: string): Promise<Running & { base: string }> {
  const settings = { DATABASE_URL: database.url, LOG_LEVEL: 'warn', SECRETS_KEY: secretsKey };
  return await startServe({ ...settings, WEBHOOK_ALLOW_PRIVATE: '1', DATABASE_CONNECTIONS: '4' }, ['--role', role]);
}

/** Takes over at once what a process that died had claimed, rather than in a minute. */
const endLeases = () =>
  database.sql("UPDATE webhook_delivery SET due_date = now() WHERE due_date > now() AND status = 'pending'");

test('workers that are killed in the middle of it lose nothing: others take over, as the same messages', async () => {
  const { secret } = await register({ call }, { url: receiver.url });
  const rounds = thorough ? 4 : 2;
  const each = 150;
  receiver.answer = () => ({ status: 200, afterMs: 20 });
  for (let round = 1; round <= rounds; round += 1) {
    const adding = addListings(database, each);
    await until('they come', async () => receiver.received.length > (round - 1) * each + 20);
    const [victim] = workers.splice(0, 1);
    victim?.child.kill('SIGKILL');
    await Promise.all([victim?.ended, adding]);
    workers.push(await serve('worker'));
  }
  const told = () => new Set(receiver.received.map(({ headers }) => headers['webhook-id']));
  await until('all have come', async () => {
    await endLeases();
    await sleep(200);
    return told().size >= rounds * each;
  });
  assert.equal(told().size, rounds * each);
  const versions = new Set(receiver.received.map(({ body }) => `listing-${body.data.listing_id}-${body.data.version}`));
  assert.deepEqual(versions, told());
  assert.ok(receiver.received.every((message) => isSigned(message, secret)));
});

test('a worker answers how it is, and nothing else; the API posts nothing', async () => {
  const [worker] = workers;
  const base = new URL((await worker?.printed(/"health":"(http[^"]+)/)) ?? '').origin;
  const other = callAt(base);
  assert.equal((await other('GET', '/readyz')).status, 200);
  for (const path of ['/listings', '/webhooks', '/changes']) assert.equal((await other('GET', path)).status, 404, path);
  for (const { child, ended } of workers.splice(0)) {
    child.kill('SIGINT');
    assert.equal((await ended).status, 0);
  }
  const before = receiver.received.length;
  await addListings(database, 1);
  await sleep(1_000);
  assert.equal(receiver.received.length, before);
  workers.push(await serve('all'));
  await until('it comes', async () => receiver.received.length > before);
});
