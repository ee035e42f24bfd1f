import assert from 'node:assert/strict';
import { afterEach, beforeEach, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { type ReadEvent, readCloudEvent } from '../../support/brokers/cloud-events.ts';
import { type KafkaMessage, kcatIsInstalled, MockKafka } from '../../support/brokers/mock-kafka.ts';
import { addListings } from '../../support/listing-rows.ts';
import { RelayWorld } from '../../support/relay-world.ts';
import { long } from '../../support/thorough.ts';

const world = new RelayWorld();
const skip = kcatIsInstalled ? false : 'kcat is not installed';
let kafka: MockKafka;
beforeEach(async () => {
  if (kcatIsInstalled) kafka = await MockKafka.start();
});
afterEach(async () => await kafka?.stop());

type Told = KafkaMessage & { event: ReadEvent };

/** All messages once the relay has stored that everything is there. */
async function untilWhole(): Promise<Told[]> {
  await world.untilStored();
  return (await kafka.read('listings')).map((message) => ({ ...message, event: readCloudEvent(message.payload) }));
}

const versionsOf = (told: readonly Told[], id: number) =>
  told.filter(({ key }) => key === String(id)).map(({ event }) => event.data.version);

test('each change is one CloudEvent with the listing as its key, and a partition has each listing in order', {
  skip,
}, async () => {
  const running = await world.start(kafka.address('listings'));
  const listing = await world.post({ latest_price_eur: 200_000 });
  const kept = await world.post({ name: 'Maison 🏠' });
  const others = await addListings(world.api, 20);
  for (const eur of [190_000, 180_000, 170_000]) await world.patch(listing.id, { latest_price_eur: eur });
  await world.api.sql('UPDATE listing SET price = price + 1');
  await world.api.call('DELETE', `/listings/${listing.id}`);
  const told = await untilWhole();
  assert.equal(told.length, (await world.names()).length);
  assert.deepEqual(versionsOf(told, listing.id), [1, 2, 3, 4, 5, 6]);
  for (const id of others) assert.deepEqual(versionsOf(told, id), [1, 2]);
  const partitions = Map.groupBy(told, ({ key }) => key);
  for (const messages of partitions.values()) assert.equal(new Set(messages.map(({ partition }) => partition)).size, 1);
  assert.ok(new Set(told.map(({ partition }) => partition)).size > 1);
  const [created] = told.filter(({ key }) => key === String(kept.id));
  assert.equal(created?.event.data.changed.name.to, 'Maison 🏠');
  assert.deepEqual(created?.headers, ['content-type', 'application/cloudevents+json; charset=utf-8']);
  assert.equal(new Set(told.map(({ event }) => event.id)).size, told.length);
  for (const [partition, messages] of Map.groupBy(told, (message) => message.partition)) {
    const sequences = messages.map(({ event }) => event.sequence);
    assert.deepEqual(sequences, sequences.toSorted(), `partition ${partition}`);
  }
  const { status, stderr } = await world.stop(running);
  assert.equal(status, 0, stderr);
});

test('started again it goes on from where it stopped', { skip }, async () => {
  const first = await world.start(kafka.address('listings'));
  await addListings(world.api, 700);
  await untilWhole();
  assert.match((await world.stop(first)).stderr, /Relayed 700 events/);
  await world.api.sql('UPDATE listing SET price = 7 WHERE id % 2 = 0');
  const second = await world.start(kafka.address('listings'));
  const told = await untilWhole();
  assert.equal(told.length, 1_050);
  assert.match((await world.stop(second)).stderr, /Relayed 350 events/);
});

test('killed between the acknowledgement and storing it, it sends again the same events', {
  skip: skip || long,
}, async () => {
  const to = kafka.address('listings');
  await addListings(world.api, 1);
  const before = await world.start(to);
  await world.untilStored();
  await world.stop(before);
  await addListings(world.api, 50);
  await world.killBeforeStoring(to, async () => (await kafka.read('listings')).length >= 51);
  await world.start(to);
  const told = await untilWhole();
  assert.equal(told.length, 101);
  assert.equal(new Set(told.map(({ event }) => event.id)).size, 51);
  for (const [, repeats] of Map.groupBy(told, ({ key }) => key)) {
    assert.equal(new Set(repeats.map(({ payload, partition }) => `${partition} ${payload}`)).size, 1);
  }
});

test('killed in the middle of it it leaves no gap: what comes again has the same id and comes in order', {
  skip: skip || long,
}, async () => {
  for (const afterMs of [0, 10, 40]) {
    await addListings(world.api, 400);
    await world.api.sql('UPDATE listing SET price = price + 1');
    const running = await world.start(kafka.address('listings'));
    await sleep(afterMs);
    await world.kill(running);
  }
  await world.start(kafka.address('listings'));
  const told = await untilWhole();
  const names = (await world.names()).toSorted();
  const byId = Map.groupBy(told, ({ event }) => event.id);
  assert.equal(byId.size, names.length);
  for (const [, messages] of Map.groupBy(told, ({ key }) => key)) {
    const seen = new Set<number>();
    for (const { event } of messages) {
      assert.ok(
        event.data.version === 1 || seen.has(event.data.version - 1),
        'no version comes before the one before it',
      );
      seen.add(event.data.version);
    }
  }
});

test('while no broker can be reached it tries again, longer each time, and ends when it is told to', {
  skip,
}, async () => {
  const running = await world.start('kafka://127.0.0.1:1/listings');
  await running.printed(/127\.0\.0\.1:1 does not take events: .*Trying again in 0\.5 s/);
  await running.printed(/Trying again in 1 s/);
  const { status, stderr } = await world.stop(running);
  assert.equal(status, 0, stderr);
});
