import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { readCloudEvent } from '../support/brokers/cloud-events.ts';
import { kcatIsInstalled, MockKafka } from '../support/brokers/mock-kafka.ts';
import { EventStream } from '../support/event-stream.ts';
import { someListing } from '../support/listings.ts';
import { Receiver } from '../support/receiver.ts';
import { type Running, startCli, startServe, stopServe } from '../support/run-cli.ts';
import { callAt } from '../support/test-api.ts';
import { createTestDatabase, type TestDatabase } from '../support/test-database.ts';
import { until } from '../support/until.ts';
import { isSigned, register, secretsKey } from '../support/webhooks.ts';

const skip = kcatIsInstalled ? false : 'kcat is not installed';
let database: TestDatabase;
let receiver: Receiver;
let kafka: MockKafka;
const running: Running[] = [];
before(async () => {
  database = await createTestDatabase();
  receiver = await Receiver.open();
  if (kcatIsInstalled) kafka = await MockKafka.start();
});
after(async () => {
  for (const process of running) assert.equal((await stopServe(process)).status, 0);
  await kafka?.stop();
  await receiver.close();
  await database.drop();
});

async function serve(role: string): Promise<Running & { base: string }> {
  const settings = { DATABASE_URL: database.url, LOG_LEVEL: 'warn', SECRETS_KEY: secretsKey };
  const started = await startServe({ ...settings, WEBHOOK_ALLOW_PRIVATE: '1', DATABASE_CONNECTIONS: '4' }, [
    '--role',
    role,
  ]);
  running.push(started);
  return started;
}

async function relay(): Promise<Running> {
  const started = startCli(['relay', '--to', kafka.address('listings')], { DATABASE_URL: database.url });
  running.push(started);
  await started.printed(/(Relaying)/);
  return started;
}

async function kill(process: Running): Promise<void> {
  process.child.kill('SIGKILL');
  await process.ended;
  running.splice(running.indexOf(process), 1);
}

test('a price change is told by PUT, live, by webhook and by Kafka, whichever process is killed in the middle', {
  skip,
}, async () => {
  let api = await serve('api');
  let call = callAt(api.base);
  let [worker, relaying] = await Promise.all([serve('worker'), relay()]);
  const { secret } = await register({ call }, { url: receiver.url, kinds: ['price_changed'] });
  const { body: listing } = await call('POST', '/listings', someListing({ latest_price_eur: 100_000 }));
  let stream = await EventStream.open(`${api.base}/changes?kind=updated`);
  const live: number[] = [];

  const prices = [95_000, 90_000, 85_000, 80_000];
  for (const [round, eur] of prices.entries()) {
    const put = { ...someListing(), latest_price_eur: eur };
    const { status } = await call('PUT', `/listings/${listing.id}`, put, { 'idempotency-key': `"${round}"` });
    assert.equal(status, 200);
    if (round === 0) await Promise.all([kill(worker), kill(relaying)]);
    if (round === 1) [worker, relaying] = await Promise.all([serve('worker'), relay()]);
    if (round === 2) {
      await stream.untilChanges(round + 1 - live.length);
      await Promise.all([kill(worker), kill(api)]);
      live.push(...stream.changes.map(({ version }) => version));
      [worker, api] = await Promise.all([serve('worker'), serve('api')]);
      call = callAt(api.base);
      const again = await call('PUT', `/listings/${listing.id}`, put, { 'idempotency-key': `"${round}"` });
      assert.equal(again.status, 200, 'nobody knew whether it was made: it was, once');
      stream = await EventStream.open(`${api.base}/changes?kind=updated`, {
        'last-event-id': stream.lastEventId,
      });
    }
  }

  const versions = [2, 3, 4, 5];
  const { body: history } = await call('GET', `/listings/${listing.id}/prices`);
  assert.deepEqual(
    history.map(({ price_eur }: { price_eur: number }) => price_eur),
    [100_000, ...prices],
  );
  await stream.untilChanges(versions.length - live.length);
  assert.deepEqual([...live, ...stream.changes.map(({ version }) => version)], versions);
  stream.close();

  const told = () => new Map(receiver.received.map(({ headers, body }) => [headers['webhook-id'], body]));
  await until('the receiver has all', async () => {
    await database.sql("UPDATE webhook_delivery SET due_date = now() WHERE due_date > now() AND status = 'pending'");
    return told().size === versions.length;
  });
  const posted = [...told().values()].map(({ data }) => [data.version, data.price.to]);
  assert.deepEqual(
    posted.toSorted(),
    versions.map((version, n) => [version, prices[n]]),
  );
  assert.ok(receiver.received.every((message) => isSigned(message, secret)));

  await until('the relay has stored all', async () => {
    const rows = await database.sql<{ moved: boolean }>(
      `SELECT moved_date > (SELECT max(recorded_at) FROM listing_change) AS moved FROM relay`,
    );
    return rows[0]?.moved === true;
  });
  const events = (await kafka.read('listings')).map(({ payload }) => readCloudEvent(payload));
  const changes = new Map(events.map((event) => [event.id, event]));
  const relayed = [...changes.values()].filter(({ type }) => type === 'listing.price_changed');
  assert.deepEqual(
    relayed.map(({ data }) => [data.version, data.price.to]),
    versions.map((version, n) => [version, prices[n]]),
  );
});
