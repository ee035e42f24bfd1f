import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { Database } from '../../../src/db/database.ts';
import { DeliveryWorker } from '../../../src/deliveries/webhooks/delivery-worker.ts';
import { type BreakableRoute, openBreakableRoute } from '../../support/breakable-route.ts';
import { Receiver } from '../../support/receiver.ts';
import { startTestApi, type TestApi } from '../../support/test-api.ts';
import { until } from '../../support/until.ts';
import { register, webhookTools } from '../../support/webhooks.ts';

let api: TestApi;
let route: BreakableRoute;
let db: Database;
let worker: DeliveryWorker;
let receiver: Receiver;
let told: string[];
before(async () => {
  api = await startTestApi({ webhooks: webhookTools });
  route = await openBreakableRoute(api.url);
  db = new Database({ url: route.url });
});
beforeEach(async () => {
  told = [];
  receiver = await Receiver.open();
  receiver.answer = () => ({ status: 204, afterMs: 500 });
  worker = new DeliveryWorker({
    ...{ db, ...webhookTools },
    onFailure: () => told.push('held up'),
    onRecovery: () => told.push('goes on'),
  });
  worker.start();
});
afterEach(async () => {
  route.mend();
  await worker.stop();
  await receiver.close();
  await api.sql('DELETE FROM webhook');
});
after(async () => {
  await route.close();
  await db.close();
  await api.stop();
});

/** Longer than each part waits until it tries again. */
const aWhile = async () => await sleep(1_500);

/** Until a delivery is under way, and is answered in a moment. */
async function beginDelivery(posts = 1): Promise<void> {
  const { id } = await register(api, { url: receiver.url });
  await api.call('POST', `/webhooks/${id}/test`);
  await receiver.until(posts);
}

test('that the database is away is told once, and once that it is back, whatever fails meanwhile', async () => {
  await beginDelivery();
  route.cut();
  await until('it is told', async () => told.length > 0);
  await aWhile();
  assert.deepEqual([told, worker.isHeldUp], [['held up'], true]);
  route.mend();
  await until('it goes on', async () => !worker.isHeldUp);
  await aWhile();
  assert.deepEqual(told, ['held up', 'goes on']);
});

test('what came of a post and cannot be noted is told of, too, and that they go on', async () => {
  await beginDelivery();
  await api.sql('ALTER TABLE webhook_delivery ADD CONSTRAINT unnoted CHECK (response_status IS NULL) NOT VALID');
  await until('it is told', async () => told.length > 0);
  for (const posts of [2, 3]) {
    await beginDelivery(posts);
    await aWhile();
  }
  assert.deepEqual([told, worker.isHeldUp], [['held up'], true], 'although others are begun meanwhile');
  await api.sql('ALTER TABLE webhook_delivery DROP CONSTRAINT unnoted');
  await beginDelivery(4);
  await until('it goes on', async () => !worker.isHeldUp);
  assert.deepEqual(told, ['held up', 'goes on']);
});
