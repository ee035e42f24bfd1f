import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { test } from 'node:test';
import { until } from '../../support/until.ts';
import { WebhookWorld } from '../../support/webhook-world.ts';
import { isSigned } from '../../support/webhooks.ts';

const world = new WebhookWorld();

test('what fails is tried again as the same message, signed anew, until it succeeds', async () => {
  const receiver = await world.openReceiver();
  const { id, secret } = await world.register({ url: receiver.url });
  receiver.answer = () => ({ status: 500, text: 'sorry' });
  await world.post();
  for (const tries of [1, 2, 3]) {
    await receiver.until(tries);
    await until('it is noted', async () => (await world.deliveries(id))[0].attempts === tries);
    if (tries === 2) receiver.answer = () => ({ status: 200 });
    await world.hurry();
  }
  assert.equal(new Set(receiver.received.map(({ headers }) => headers['webhook-id'])).size, 1);
  assert.ok(receiver.received.every((message) => isSigned(message, secret)));
  assert.equal((await world.deliveries(id))[0].status, 'delivered');
});

test('Retry-After is waited for', async () => {
  const receiver = await world.openReceiver();
  const { id } = await world.register({ url: receiver.url });
  receiver.answer = () => ({ status: 429, headers: { 'retry-after': '7200' }, text: 'later' });
  await world.post();
  await until('it is noted', async () => (await world.deliveries(id))[0]?.attempts === 1);
  const [{ due_date, response_excerpt }] = await world.deliveries(id, '?status=pending');
  const waits = Date.parse(due_date) - Date.now();
  assert.ok(waits > 7_100_000 && waits < 7_300_000, due_date);
  assert.equal(response_excerpt, 'later');
});

test('410 disables a webhook; active again it is told what it missed', async () => {
  const receiver = await world.openReceiver();
  const { id } = await world.register({ url: receiver.url });
  receiver.answer = () => ({ status: 410 });
  const listing = await world.post();
  await until(
    'it is disabled',
    async () => (await world.api.call('GET', `/webhooks/${id}`)).body.status === 'disabled',
  );
  assert.match((await world.api.call('GET', `/webhooks/${id}`)).body.disabled_reason, /410/);
  assert.equal((await world.api.call('POST', `/webhooks/${id}/test`)).status, 409);
  receiver.answer = () => ({ status: 204 });
  await world.reprice(listing.id, 5);
  const { body } = await world.api.call('PATCH', `/webhooks/${id}`, { status: 'active' });
  assert.deepEqual([body.status, body.disabled_reason], ['active', undefined]);
  await receiver.until(2);
  assert.equal(receiver.received[1]?.body.type, 'listing.price_changed');
});

test('one that has failed ten times is given up, and its webhook says why', async () => {
  const closed = createServer().listen(0, '127.0.0.1');
  await once(closed, 'listening');
  const { port } = closed.address() as { port: number };
  closed.close();
  const { id } = await world.register({ url: `http://127.0.0.1:${port}/` });
  await world.post();
  for (let tries = 1; tries <= 10; tries += 1) {
    await until('it is noted', async () => (await world.deliveries(id))[0]?.attempts === tries);
    await world.hurry();
  }
  const { status, disabled_reason } = (await world.api.call('GET', `/webhooks/${id}`)).body;
  assert.equal(status, 'disabled');
  assert.match(disabled_reason, /10 times.*ECONNREFUSED/);
  assert.equal((await world.deliveries(id))[0].status, 'failed');
});

test('a receiver that is slow holds up no other one', async () => {
  const [slow, quick] = [await world.openReceiver(), await world.openReceiver()];
  slow.answer = () => ({ status: 200, afterMs: 60_000 });
  await world.register({ url: slow.url });
  await world.register({ url: quick.url });
  for (let n = 0; n < 60; n += 1) await world.post();
  await quick.until(60);
  assert.ok(slow.received.length <= 32, `${slow.received.length} are under way`);
});

test('a redirect is not followed', async () => {
  const [here, there] = [await world.openReceiver(), await world.openReceiver()];
  here.answer = () => ({ status: 307, headers: { location: there.url } });
  const { id } = await world.register({ url: here.url });
  await world.post();
  await until('it is noted', async () => (await world.deliveries(id))[0]?.attempts === 1);
  assert.deepEqual([(await world.deliveries(id))[0].response_status, there.received.length], [307, 0]);
});
