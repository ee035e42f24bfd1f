import assert from 'node:assert/strict';
import { test } from 'node:test';
import { someListing } from '../../support/listings.ts';
import { until } from '../../support/until.ts';
import { WebhookWorld } from '../../support/webhook-world.ts';
import { isSigned } from '../../support/webhooks.ts';

const world = new WebhookWorld();

test('a change of price is posted, signed, with what it moved by', async () => {
  const receiver = await world.openReceiver();
  const listing = await world.post({ latest_price_eur: 200_000 });
  const { id, secret } = await world.register({ url: receiver.url });
  await world.reprice(listing.id, 185_500.5);
  const [message] = await receiver.until(1);
  assert.ok(message && isSigned(message, secret));
  assert.equal(message.headers['content-type'], 'application/json');
  const { type, timestamp, data } = message.body;
  assert.equal(type, 'listing.price_changed');
  assert.deepEqual(data.price, { from: 200_000, to: 185_500.5, change_eur: -14_499.5, change_pct: -7.25 });
  assert.deepEqual(data.changed, { price_eur: { from: 200_000, to: 185_500.5 } });
  const [change] = (await world.api.call('GET', `/changes?listing_id=${listing.id}&field=price_eur&kind=updated`)).body;
  assert.deepEqual([data.cursor, data.version, timestamp], [change.cursor, change.version, change.recorded_at]);
  assert.equal('actor' in data, false);
  await until('it is noted', async () => (await world.deliveries(id))[0].status === 'delivered');
  const [{ attempts, response_status, message_id, due_date }] = await world.deliveries(id);
  assert.deepEqual([attempts, response_status, due_date], [1, 204, undefined]);
  assert.equal(message.headers['webhook-id'], message_id);
});

test('each kind of change is told once, as what it is', async () => {
  const receiver = await world.openReceiver();
  await world.register({ url: receiver.url });
  const listing = await world.post();
  await world.reprice(listing.id, 1_000);
  await world.api.call('PATCH', `/listings/${listing.id}`, { rooms_count: 7 });
  await world.api.call('PATCH', `/listings/${listing.id}`, { rooms_count: 8, latest_price_eur: 900 });
  const corrected = await world.api.call('PUT', `/listings/${listing.id}/prices/${listing.created_date}`, {
    price_eur: 950,
  });
  assert.equal(corrected.status, 200, corrected.text);
  await world.api.call('DELETE', `/listings/${listing.id}`);
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
  const receiver = await world.openReceiver();
  const cuts = { url: receiver.url, kinds: ['price_changed'], filter: { city: 'lyon', min_drop_pct: 5 } };
  await world.register(cuts);
  const [lyon, paris] = [await world.post(in_('Lyon')), await world.post(in_('Paris'))];
  for (const eur of [96_000, 91_200, 90_000, 99_000]) await world.reprice(lyon.id, eur); // -4 %, -5 %, -1.3 %, +10 %
  await world.reprice(paris.id, 50_000);
  await world.reprice(lyon.id, 10_000);
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
  const receiver = await world.openReceiver();
  await world.stopWorker();
  await world.register({ url: receiver.url, filter: { city: 'LYON', price_below: 60_000 } });
  const listing = await world.post(in_('Lyon'));
  await world.reprice(listing.id, 50_000);
  await world.api.call('DELETE', `/listings/${listing.id}`);
  world.startWorker();
  await receiver.until(2);
  assert.deepEqual(receiver.received.map(({ body }) => body.type).toSorted(), [
    'listing.deleted',
    'listing.price_changed',
  ]);
});

test('paused, a webhook is told nothing, and what it missed once it is active', async () => {
  const receiver = await world.openReceiver();
  const { id } = await world.register({ url: receiver.url });
  await world.api.call('PATCH', `/webhooks/${id}`, { status: 'paused' });
  const listing = await world.post();
  await world.register({ url: receiver.url, filter: { listing_ids: [listing.id] } });
  await world.reprice(listing.id, 7);
  await receiver.until(1);
  await world.api.call('PATCH', `/webhooks/${id}`, { status: 'active' });
  await receiver.until(3);
  assert.equal(receiver.ofType('listing.created').length, 1);
});

test('one event, and everything after a cursor, is posted again as the same messages', async () => {
  const receiver = await world.openReceiver();
  const { id } = await world.register({ url: receiver.url });
  const [{ cursor: from }] = (await world.api.call('GET', '/changes?limit=1')).body;
  await world.post();
  await receiver.until(1);
  await until('it is noted', async () => (await world.deliveries(id))[0].status === 'delivered');
  const [{ id: delivery, message_id }] = await world.deliveries(id);
  assert.equal((await world.api.call('POST', `/webhooks/${id}/deliveries/${delivery}/replay`)).status, 202);
  await receiver.until(2);
  assert.ok(receiver.received.every(({ headers }) => headers['webhook-id'] === message_id));
  const { length } = (await world.api.call('GET', `/changes?limit=1000&after=${from}`)).body;
  assert.equal((await world.api.call('POST', `/webhooks/${id}/replay`, { after: from })).status, 202);
  await receiver.until(2 + length);
  const wrong = await world.api.call('POST', `/webhooks/${id}/replay`, { after: 'nonsense' });
  assert.deepEqual([wrong.status, wrong.body.errors[0].pointer], [422, '/after']);
  assert.equal((await world.api.call('POST', `/webhooks/${id}/deliveries/999999/replay`)).status, 404);
});

test('where nobody knows what came next a receiver is told so, and goes on from then', async () => {
  const receiver = await world.openReceiver();
  const { id } = await world.register({ url: receiver.url });
  const foreign = Buffer.from(JSON.stringify(['feed', 'another-epoch', '1', '1'])).toString('base64url');
  await world.api.sql('UPDATE webhook_position SET cursor = $2 WHERE webhook_id = $1', [id, foreign]);
  const [resync] = await receiver.until(1);
  assert.equal(resync?.body.type, 'feed.resync');
  assert.match(resync?.body.data.detail, /restored, failed over/);
  await world.post();
  await receiver.until(2);
});

test('while a secret is being changed both sign; then the new one alone', async () => {
  const receiver = await world.openReceiver();
  const { id, secret: old } = await world.register({ url: receiver.url });
  const { body: rotated } = await world.api.call('POST', `/webhooks/${id}/rotate-secret?keep_previous_s=600`);
  assert.ok(Date.parse(rotated.previous_secret_until) > Date.now());
  await world.api.call('POST', `/webhooks/${id}/test`);
  const [both] = await receiver.until(1);
  assert.ok(both && isSigned(both, old) && isSigned(both, rotated.secret));
  assert.equal(both.body.type, 'webhook.test');
  const { body: again } = await world.api.call('POST', `/webhooks/${id}/rotate-secret?keep_previous_s=0`);
  await world.api.call('POST', `/webhooks/${id}/test`);
  const [, one] = await receiver.until(2);
  assert.ok(one && isSigned(one, again.secret) && !isSigned(one, rotated.secret));
});

test('H6: nothing of a deleted listing is posted or kept, not even what a receiver echoes', async () => {
  const receiver = await world.openReceiver();
  const { id } = await world.register({ url: receiver.url });
  receiver.answer = ({ text }) => ({ status: 500, text });
  const listing = await world.post({ name: 'Secret home', contact_phone_number: '+33612345678' });
  await until('it is noted', async () =>
    (await world.deliveries(id))[0]?.response_excerpt?.includes('listing.created'),
  );
  await world.api.call('DELETE', `/listings/${listing.id}`);
  assert.equal((await world.deliveries(id, '?status=pending')).at(-1).response_excerpt, undefined);
  receiver.answer = () => ({ status: 200 });
  const before = receiver.received.length;
  await world.hurry();
  await receiver.until(before + 1);
  assert.ok(receiver.received.slice(before).every(({ text }) => !/Secret home|33612345678/.test(text)));
});
