import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { readCloudEvent } from '../../support/brokers/cloud-events.ts';
import { NatsServer, natsIsInstalled } from '../../support/brokers/nats-server.ts';
import { addListings } from '../../support/listing-rows.ts';
import { RelayWorld } from '../../support/relay-world.ts';
import { long } from '../../support/thorough.ts';
import { until } from '../../support/until.ts';

const world = new RelayWorld();
const skip = natsIsInstalled ? false : 'nats-server is not installed';
let nats: NatsServer;
let stream = '';
let streams = 0;
before(async () => {
  if (natsIsInstalled) nats = await NatsServer.start();
});
beforeEach(async () => {
  streams += 1;
  stream = `listings-${streams}`;
  if (natsIsInstalled) await nats.addStream(stream);
});
after(async () => await nats?.remove());

const events = async () => (await nats.read(stream)).map((message) => readCloudEvent(message.string()));
const names = async () => (await events()).map(({ data }) => `${data.listing_id}-${data.version}`);

/** Each once, and in the order of the feed. */
async function assertWhole(): Promise<void> {
  await world.untilStored();
  assert.deepEqual(await names(), await world.names());
}

test('each change is one event in order, under the subject of its listing and an id that the server knows', {
  skip,
}, async () => {
  const running = await world.start(nats.address(stream), '--source', 'https://listings.example.com/');
  const listing = await world.post({ latest_price_eur: 200_000, name: 'Secret home' });
  await world.patch(listing.id, { latest_price_eur: 185_000 });
  await world.patch(listing.id, { rooms_count: 7 });
  const corrected = `/listings/${listing.id}/prices/${listing.created_date}`;
  assert.equal((await world.api.call('PUT', corrected, { price_eur: 199_000 })).status, 200);
  await world.api.call('DELETE', `/listings/${listing.id}`);
  await assertWhole();
  const messages = await nats.read(stream);
  const told = await events();
  assert.deepEqual(
    told.map(({ type }) => type),
    ['created', 'price_changed', 'updated', 'corrected', 'deleted'].map((kind) => `listing.${kind}`),
  );
  const changes = (await world.api.call('GET', '/changes')).body;
  for (const [at, event] of told.entries()) {
    const change = changes[at];
    assert.deepEqual([event.time, event.recordedtime], [change.effective_at, change.recorded_at]);
    assert.deepEqual([event.subject, event.data.cursor], [`listings/${listing.id}`, change.cursor]);
    assert.equal(event.source, 'https://listings.example.com/');
    assert.equal(messages[at]?.subject, `${stream}.${listing.id}`);
    assert.equal(messages[at]?.headers?.get('Nats-Msg-Id'), event.id);
    assert.match(messages[at]?.headers?.get('Content-Type') ?? '', /^application\/cloudevents\+json/);
  }
  const sequences = told.map(({ sequence }) => sequence);
  assert.deepEqual(sequences.toSorted(), sequences);
  assert.deepEqual(told[1]?.data.price, { from: 200_000, to: 185_000, change_eur: -15_000, change_pct: -7.5 });
  const { status, stderr } = await world.stop(running);
  assert.equal(status, 0, stderr);
  assert.match(stderr, /Relayed 5 events/);
});

test('H6: what is relayed after a listing was deleted has none of its personal data', { skip }, async () => {
  const listing = await world.post({ name: 'Secret home', contact_phone_number: '+33612345678' });
  await world.patch(listing.id, { description: 'Secret cellar' });
  await world.api.call('DELETE', `/listings/${listing.id}`);
  await world.start(nats.address(stream));
  await assertWhole();
  const text = (await nats.read(stream)).map((message) => message.string()).join();
  assert.doesNotMatch(text, /Secret|33612345678/);
  assert.ok((await events()).some(({ type, data }) => type === 'listing.deleted' && data.listing_id === listing.id));
});

test('started again it goes on from where it stopped, and elsewhere only where it is told to', { skip }, async () => {
  const first = await world.start(nats.address(stream));
  assert.match(await first.printed(/Relaying .*/), /from the start of the feed, since it is the first time/);
  await addListings(world.api, 20);
  await assertWhole();
  await world.stop(first);
  const more = await addListings(world.api, 20);
  const second = await world.start(nats.address(stream));
  assert.match(await second.printed(/Relaying .*/), /from where it stopped/);
  await assertWhole();
  assert.match((await world.stop(second)).stderr, new RegExp(`Relayed ${more.length} events`));

  const other = `${stream}-now`;
  await nats.addStream(other);
  const late = await world.start(nats.address(other), '--from', 'now');
  const [id] = await addListings(world.api, 1);
  await until('it comes', async () => (await nats.count(other)) > 0);
  await world.stop(late);
  const said = (await nats.read(other)).map((message) => readCloudEvent(message.string()).data);
  assert.deepEqual(
    said.map(({ listing_id }) => listing_id),
    [id],
  );
  await nats.addStream(`${stream}-after`);
  await world.start(nats.address(`${stream}-after`), '--from', said[0]?.cursor);
  const [next] = await addListings(world.api, 1);
  await until('it comes', async () => (await nats.count(`${stream}-after`)) > 0);
  const [message] = await nats.read(`${stream}-after`);
  assert.equal(readCloudEvent(message?.string() ?? '').data.listing_id, next);
});

test('killed in the middle of it again and again it leaves no gap, and the stream has nothing twice', {
  skip: skip || long,
}, async () => {
  const to = nats.address(stream);
  const writing = (async () => {
    for (let round = 0; round < 30; round += 1) {
      await addListings(world.api, 30);
      await world.api.sql('UPDATE listing SET price = price + 1 WHERE id % 7 = 0');
      await sleep(50);
    }
  })();
  for (const afterMs of [0, 15, 60]) {
    const running = await world.start(to);
    await sleep(afterMs);
    await world.kill(running);
  }
  await writing;
  await world.start(to);
  await assertWhole();
});

test('killed between the acknowledgement and storing it, it sends again, and the server drops the repeats', {
  skip,
}, async () => {
  const to = nats.address(stream);
  await addListings(world.api, 1);
  const before = await world.start(to);
  await world.untilStored();
  await world.stop(before);
  await addListings(world.api, 600);
  await world.killBeforeStoring(to, async () => (await nats.count(stream)) > 300);
  const running = await world.start(to);
  await assertWhole();
  await world.untilStored();
  assert.match((await world.stop(running)).stderr, /Relayed 600 events/);
});

test('of two relays one works; the other waits, says so, and takes over when the first is killed', {
  skip,
}, async () => {
  const first = await world.start(nats.address(stream));
  const second = await world.start(nats.address(stream));
  await second.printed(/Another relay is at work as nats:\S+: waiting/);
  await addListings(world.api, 50);
  await assertWhole();
  await world.kill(first);
  await addListings(world.api, 50);
  await second.printed(/Relaying from where it stopped/);
  await assertWhole();
  assert.match((await world.stop(second)).stderr, /Relayed 50 events/);
});

test('a server that is away is waited for, longer each time, and nothing is missing when it is back', {
  skip,
}, async () => {
  const running = await world.start(nats.address(stream));
  await addListings(world.api, 10);
  await assertWhole();
  await nats.end();
  const [id = 0] = await addListings(world.api, 10);
  await running.printed(/does not take events: .*Trying again in 0\.5 s/);
  await running.printed(/connection refused.*Trying again in 1 s/);
  const listing = await world.post({ name: 'Secret home' });
  await world.api.call('DELETE', `/listings/${listing.id}`);
  await world.api.sql('UPDATE listing SET price = 7 WHERE id = $1', [id]);
  await nats.begin();
  await assertWhole();
  assert.ok(
    (await nats.read(stream)).every((message) => !message.string().includes('Secret')),
    'H6',
  );
  assert.equal((await world.stop(running)).status, 0);
});

test('a relay that loses its connection to the database has lost its turn, and another goes on without a gap', {
  skip,
}, async () => {
  const first = await world.start(nats.address(stream));
  const second = await world.start(nats.address(stream));
  await addListings(world.api, 20);
  await assertWhole();
  const held = "locktype = 'advisory' AND classid = 20615 AND granted";
  const database = 'database = (SELECT oid FROM pg_database WHERE datname = current_database())';
  await world.api.sql(`SELECT pg_terminate_backend(pid) FROM pg_locks WHERE ${held} AND ${database}`);
  await second.printed(/Relaying from where it stopped/);
  await addListings(world.api, 20);
  await first.printed(/cannot be reached.*Trying again.*Another relay is at work/s);
  await assertWhole();
  assert.equal((await world.stop(second)).status, 0);
  await first.printed(/Relaying from where it stopped/);
  await addListings(world.api, 20);
  await assertWhole();
  assert.equal((await world.stop(first)).status, 0);
});

test('a stream that goes is waited for, once it was there', { skip }, async () => {
  const running = await world.start(nats.address(stream));
  await addListings(world.api, 1);
  await assertWhole();
  await nats.removeStream(stream);
  await addListings(world.api, 1);
  await running.printed(/There is no stream .*Trying again/);
  await nats.addStream(stream);
  await until('it goes on', async () => (await nats.count(stream)) === 1);
  assert.equal((await world.stop(running)).status, 0);
});
