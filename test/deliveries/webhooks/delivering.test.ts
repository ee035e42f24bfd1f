import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type Socket } from 'node:net';
import { after, afterEach, before, test } from 'node:test';
import { addressGuard } from '../../../src/deliveries/webhooks/address-guard.ts';
import { Poster } from '../../../src/deliveries/webhooks/post-event.ts';
import { someListing } from '../../support/listings.ts';
import { Receiver } from '../../support/receiver.ts';
import { startTestApi, type TestApi } from '../../support/test-api.ts';
import { until } from '../../support/until.ts';
import { untilCaughtUp } from '../../support/until-caught-up.ts';
import {
  isSigned,
  type Registered,
  register as registerAt,
  startWorker,
  webhookTools,
} from '../../support/webhooks.ts';

let api: TestApi;
let worker: ReturnType<typeof startWorker>;
const receivers: Receiver[] = [];
before(async () => {
  api = await startTestApi({ webhooks: webhookTools });
  worker = startWorker(api);
});
afterEach(async () => {
  await api.sql('DELETE FROM webhook');
  for (const receiver of receivers.splice(0)) await receiver.close();
});
after(async () => {
  await worker.stop();
  await api.stop();
});

async function openReceiver(): Promise<Receiver> {
  const receiver = await Receiver.open();
  receivers.push(receiver);
  return receiver;
}

/** Once what was before is shown: it would be told of that, too. */
async function register(to: TestApi, input: Record<string, unknown>): Promise<Registered> {
  await untilCaughtUp(to);
  return await registerAt(to, input);
}

const post = async (overrides = {}) => (await api.call('POST', '/listings', { ...someListing(), ...overrides })).body;
const reprice = async (id: number, eur: number) => {
  const { status, text } = await api.call('PATCH', `/listings/${id}`, { latest_price_eur: eur });
  assert.equal(status, 200, text);
};
const deliveries = async (id: number, query = '') => (await api.call('GET', `/webhooks/${id}/deliveries${query}`)).body;
/** What is due later is due now: a test does not wait for a schedule of days. */
const hurry = () => api.sql('UPDATE webhook_delivery SET due_date = now() WHERE due_date IS NOT NULL AND attempts > 0');

test('a change of price is posted, signed, with what it moved by', async () => {
  const receiver = await openReceiver();
  const listing = await post({ latest_price_eur: 200_000 });
  const { id, secret } = await register(api, { url: receiver.url });
  await reprice(listing.id, 185_500.5);
  const [message] = await receiver.until(1);
  assert.ok(message && isSigned(message, secret));
  assert.equal(message.headers['content-type'], 'application/json');
  const { type, timestamp, data } = message.body;
  assert.equal(type, 'listing.price_changed');
  assert.deepEqual(data.price, { from: 200_000, to: 185_500.5, change_eur: -14_499.5, change_pct: -7.25 });
  assert.deepEqual(data.changed, { price_eur: { from: 200_000, to: 185_500.5 } });
  const [change] = (await api.call('GET', `/changes?listing_id=${listing.id}&field=price_eur&kind=updated`)).body;
  assert.deepEqual([data.cursor, data.version, timestamp], [change.cursor, change.version, change.recorded_at]);
  assert.equal('actor' in data, false);
  await until('it is noted', async () => (await deliveries(id))[0].status === 'delivered');
  const [{ attempts, response_status, message_id, due_date }] = await deliveries(id);
  assert.deepEqual([attempts, response_status, due_date], [1, 204, undefined]);
  assert.equal(message.headers['webhook-id'], message_id);
});

test('each kind of change is told once, as what it is', async () => {
  const receiver = await openReceiver();
  await register(api, { url: receiver.url });
  const listing = await post();
  await reprice(listing.id, 1_000);
  await api.call('PATCH', `/listings/${listing.id}`, { rooms_count: 7 });
  await api.call('PATCH', `/listings/${listing.id}`, { rooms_count: 8, latest_price_eur: 900 });
  const corrected = await api.call('PUT', `/listings/${listing.id}/prices/${listing.created_date}`, { price_eur: 950 });
  assert.equal(corrected.status, 200, corrected.text);
  await api.call('DELETE', `/listings/${listing.id}`);
  await receiver.until(6);
  const told = receiver.received.map(({ body }) => [body.data.version, body.type]).toSorted(([a], [b]) => a - b);
  assert.deepEqual(told, [
    [1, 'listing.created'],
    [2, 'listing.price_changed'],
    [3, 'listing.updated'],
    [4, 'listing.price_changed'],
    [5, 'listing.corrected'],
    [6, 'listing.deleted'],
  ]);
});

test('a receiver is told of what it asked for, and of nothing else', async () => {
  const receiver = await openReceiver();
  const cuts = { url: receiver.url, kinds: ['price_changed'], filter: { city: 'lyon', min_drop_pct: 5 } };
  await register(api, cuts);
  const [lyon, paris] = [await post(in_('Lyon')), await post(in_('Paris'))];
  for (const eur of [96_000, 91_200, 90_000, 99_000]) await reprice(lyon.id, eur); // -4 %, -5 %, -1.3 %, +10 %
  await reprice(paris.id, 50_000);
  await reprice(lyon.id, 10_000);
  await receiver.until(2);
  assert.deepEqual(
    receiver.received.map(({ body }) => body.data.price.to).toSorted((a, b) => b - a),
    [91_200, 10_000],
  );
});

const in_ = (city: string) => ({
  latest_price_eur: 100_000,
  postal_address: { ...someListing().postal_address, city },
});

test('a listing that is gone by the time it is handed out is still told to who wants its city', async () => {
  const receiver = await openReceiver();
  await worker.stop();
  await register(api, { url: receiver.url, filter: { city: 'LYON', price_below: 60_000 } });
  const listing = await post(in_('Lyon'));
  await reprice(listing.id, 50_000);
  await api.call('DELETE', `/listings/${listing.id}`);
  worker = startWorker(api);
  await receiver.until(2);
  assert.deepEqual(receiver.received.map(({ body }) => body.type).toSorted(), [
    'listing.deleted',
    'listing.price_changed',
  ]);
});

test('what fails is tried again as the same message, signed anew, until it succeeds', async () => {
  const receiver = await openReceiver();
  const { id, secret } = await register(api, { url: receiver.url });
  receiver.answer = () => ({ status: 500, text: 'sorry' });
  await post();
  for (const tries of [1, 2, 3]) {
    await receiver.until(tries);
    await until('it is noted', async () => (await deliveries(id))[0].attempts === tries);
    if (tries === 2) receiver.answer = () => ({ status: 200 });
    await hurry();
  }
  assert.equal(new Set(receiver.received.map(({ headers }) => headers['webhook-id'])).size, 1);
  assert.ok(receiver.received.every((message) => isSigned(message, secret)));
  assert.equal((await deliveries(id))[0].status, 'delivered');
});

test('Retry-After is waited for', async () => {
  const receiver = await openReceiver();
  const { id } = await register(api, { url: receiver.url });
  receiver.answer = () => ({ status: 429, headers: { 'retry-after': '7200' }, text: 'later' });
  await post();
  await until('it is noted', async () => (await deliveries(id))[0]?.attempts === 1);
  const [{ due_date, response_excerpt }] = await deliveries(id, '?status=pending');
  const waits = Date.parse(due_date) - Date.now();
  assert.ok(waits > 7_100_000 && waits < 7_300_000, due_date);
  assert.equal(response_excerpt, 'later');
});

test('410 disables a webhook; active again it is told what it missed', async () => {
  const receiver = await openReceiver();
  const { id } = await register(api, { url: receiver.url });
  receiver.answer = () => ({ status: 410 });
  const listing = await post();
  await until('it is disabled', async () => (await api.call('GET', `/webhooks/${id}`)).body.status === 'disabled');
  assert.match((await api.call('GET', `/webhooks/${id}`)).body.disabled_reason, /410/);
  assert.equal((await api.call('POST', `/webhooks/${id}/test`)).status, 409);
  receiver.answer = () => ({ status: 204 });
  await reprice(listing.id, 5);
  const { body } = await api.call('PATCH', `/webhooks/${id}`, { status: 'active' });
  assert.deepEqual([body.status, body.disabled_reason], ['active', undefined]);
  await receiver.until(2);
  assert.equal(receiver.received[1]?.body.type, 'listing.price_changed');
});

test('one that has failed ten times is given up, and its webhook says why', async () => {
  const closed = createServer().listen(0, '127.0.0.1');
  await once(closed, 'listening');
  const { port } = closed.address() as { port: number };
  closed.close();
  const { id } = await register(api, { url: `http://127.0.0.1:${port}/` });
  await post();
  for (let tries = 1; tries <= 10; tries += 1) {
    await until('it is noted', async () => (await deliveries(id))[0]?.attempts === tries);
    await hurry();
  }
  const { status, disabled_reason } = (await api.call('GET', `/webhooks/${id}`)).body;
  assert.equal(status, 'disabled');
  assert.match(disabled_reason, /10 times.*ECONNREFUSED/);
  assert.equal((await deliveries(id))[0].status, 'failed');
});

test('a receiver that is slow holds up no other one', async () => {
  const [slow, quick] = [await openReceiver(), await openReceiver()];
  slow.answer = () => ({ status: 200, afterMs: 60_000 });
  await register(api, { url: slow.url });
  await register(api, { url: quick.url });
  for (let n = 0; n < 60; n += 1) await post();
  await quick.until(60);
  assert.ok(slow.received.length <= 32, `${slow.received.length} are under way`);
});

test('a redirect is not followed', async () => {
  const [here, there] = [await openReceiver(), await openReceiver()];
  here.answer = () => ({ status: 307, headers: { location: there.url } });
  const { id } = await register(api, { url: here.url });
  await post();
  await until('it is noted', async () => (await deliveries(id))[0]?.attempts === 1);
  assert.deepEqual([(await deliveries(id))[0].response_status, there.received.length], [307, 0]);
});

test('nothing is sent to an address inside, whatever the name said when it was looked up', async () => {
  const receiver = await openReceiver();
  const strict = addressGuard(false);
  const rebound = { ...strict, lookup: (_host: string, _options: object, done: LookedUp) => done(null, loopback) };
  for (const guard of [strict, rebound]) {
    const poster = new Poster(guard);
    for (const host of ['localhost', '127.0.0.1', '[::ffff:127.0.0.1]']) {
      const url = receiver.url.replace('127.0.0.1', host);
      const outcome = await poster.post({ url, headers: {}, body: '{}' });
      assert.equal(outcome.status, undefined);
      assert.match(outcome.excerpt, /not of the public internet/);
    }
    poster.close();
  }
  assert.equal(receiver.received.length, 0);
});

type LookedUp = (error: null, found: { address: string; family: number }[]) => void;
const loopback = [{ address: '127.0.0.1', family: 4 }];

test('an answer without an end is given up after a while, and a long one is cut', async () => {
  const receiver = await openReceiver();
  const poster = new Poster(addressGuard(true), 300);
  const send = async () => await poster.post({ url: receiver.url, headers: {}, body: '{}' });
  receiver.answer = () => ({ status: 200, afterMs: 5_000 });
  assert.match((await send()).excerpt, /no answer within 0.3 s/);
  receiver.answer = () => ({ status: 200, text: 'long\0 '.repeat(100_000) });
  const { status, excerpt } = await send();
  assert.deepEqual([status, excerpt.length < 500, excerpt.startsWith('long long')], [200, true, true]);
  poster.close();
});

test('a kept connection that the receiver closes as it is used is no failure', async () => {
  const used = new WeakSet<Socket>();
  const receiver = await openReceiver();
  receiver.onRequest = ({ socket }) => {
    if (used.has(socket)) socket.destroy();
    used.add(socket);
  };
  const poster = new Poster(addressGuard(true));
  for (let n = 0; n < 5; n += 1) {
    const post = { url: receiver.url, headers: {}, body: '{}' };
    assert.equal((await poster.post(post)).status, 204);
  }
  poster.close();
});

test('paused, a webhook is told nothing, and what it missed once it is active', async () => {
  const receiver = await openReceiver();
  const { id } = await register(api, { url: receiver.url });
  await api.call('PATCH', `/webhooks/${id}`, { status: 'paused' });
  const listing = await post();
  await register(api, { url: receiver.url, filter: { listing_ids: [listing.id] } });
  await reprice(listing.id, 7);
  await receiver.until(1);
  await api.call('PATCH', `/webhooks/${id}`, { status: 'active' });
  await receiver.until(3);
  assert.equal(receiver.ofType('listing.created').length, 1);
});

test('one event, and everything after a cursor, is posted again as the same messages', async () => {
  const receiver = await openReceiver();
  const { id } = await register(api, { url: receiver.url });
  const [{ cursor: from }] = (await api.call('GET', '/changes?limit=1')).body;
  await post();
  await receiver.until(1);
  await until('it is noted', async () => (await deliveries(id))[0].status === 'delivered');
  const [{ id: delivery, message_id }] = await deliveries(id);
  assert.equal((await api.call('POST', `/webhooks/${id}/deliveries/${delivery}/replay`)).status, 202);
  await receiver.until(2);
  assert.ok(receiver.received.every(({ headers }) => headers['webhook-id'] === message_id));
  const { length } = (await api.call('GET', `/changes?limit=1000&after=${from}`)).body;
  assert.equal((await api.call('POST', `/webhooks/${id}/replay`, { after: from })).status, 202);
  await receiver.until(2 + length);
  assert.equal((await api.call('POST', `/webhooks/${id}/replay`, { after: 'nonsense' })).status, 422);
  assert.equal((await api.call('POST', `/webhooks/${id}/deliveries/999999/replay`)).status, 404);
});

test('where nobody knows what came next a receiver is told so, and goes on from then', async () => {
  const receiver = await openReceiver();
  const { id } = await register(api, { url: receiver.url });
  const foreign = Buffer.from(JSON.stringify(['feed', 'another-epoch', '1', '1'])).toString('base64url');
  await api.sql('UPDATE webhook_position SET cursor = $2 WHERE webhook_id = $1', [id, foreign]);
  const [resync] = await receiver.until(1);
  assert.equal(resync?.body.type, 'feed.resync');
  assert.match(resync?.body.data.detail, /restored, failed over/);
  await post();
  await receiver.until(2);
});

test('while a secret is being changed both sign; then the new one alone', async () => {
  const receiver = await openReceiver();
  const { id, secret: old } = await register(api, { url: receiver.url });
  const { body: rotated } = await api.call('POST', `/webhooks/${id}/rotate-secret?keep_previous_s=600`);
  assert.ok(Date.parse(rotated.previous_secret_until) > Date.now());
  await api.call('POST', `/webhooks/${id}/test`);
  const [both] = await receiver.until(1);
  assert.ok(both && isSigned(both, old) && isSigned(both, rotated.secret));
  assert.equal(both.body.type, 'webhook.test');
  const { body: again } = await api.call('POST', `/webhooks/${id}/rotate-secret?keep_previous_s=0`);
  await api.call('POST', `/webhooks/${id}/test`);
  const [, one] = await receiver.until(2);
  assert.ok(one && isSigned(one, again.secret) && !isSigned(one, rotated.secret));
});

test('H6: nothing of a deleted listing is posted or kept, not even what a receiver echoes', async () => {
  const receiver = await openReceiver();
  const { id } = await register(api, { url: receiver.url });
  receiver.answer = ({ text }) => ({ status: 500, text });
  const listing = await post({ name: 'Secret home', contact_phone_number: '+33612345678' });
  await until('it is noted', async () => (await deliveries(id))[0]?.response_excerpt?.includes('listing.created'));
  await api.call('DELETE', `/listings/${listing.id}`);
  assert.equal((await deliveries(id, '?status=pending')).at(-1).response_excerpt, undefined);
  receiver.answer = () => ({ status: 200 });
  const before = receiver.received.length;
  await hurry();
  await receiver.until(before + 1);
  assert.ok(receiver.received.slice(before).every(({ text }) => !/Secret home|33612345678/.test(text)));
});
