import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { after, afterEach, before, beforeEach, test } from 'node:test';
import { DeliveryWorker } from '../../../src/deliveries/webhooks/delivery-worker.ts';
import { registerWebhook } from '../../../src/deliveries/webhooks/register-webhook.ts';
import { rotateSecret } from '../../../src/deliveries/webhooks/rotate-secret.ts';
import { SecretBox } from '../../../src/deliveries/webhooks/secrets.ts';
import { AppError } from '../../../src/errors.ts';
import { Receiver } from '../../support/receiver.ts';
import { startTestApi, type TestApi } from '../../support/test-api.ts';
import { until } from '../../support/until.ts';
import { isSigned, register, webhookTools } from '../../support/webhooks.ts';

/** Of a service that was started again with another SECRETS_KEY. */
const others = { ...webhookTools, box: new SecretBox(randomBytes(32).toString('base64')) };

let api: TestApi;
let receiver: Receiver;
let worker: DeliveryWorker;
let failures: unknown[];
let recoveries: number;
before(async () => {
  api = await startTestApi({ webhooks: webhookTools });
});
beforeEach(async () => {
  receiver = await Receiver.open();
  [failures, recoveries] = [[], 0];
  const onRecovery = () => {
    recoveries += 1;
  };
  worker = new DeliveryWorker({ db: api.db, ...others, onFailure: (error) => failures.push(error), onRecovery });
});
afterEach(async () => {
  await worker.stop();
  await receiver.close();
  await api.sql('DELETE FROM webhook');
});
after(async () => await api.stop());

const testing = async (id: number) => await api.call('POST', `/webhooks/${id}/test`);

async function deliveryOf(id: number) {
  return (await api.call('GET', `/webhooks/${id}/deliveries`)).body[0];
}

async function untilHeldUp(): Promise<void> {
  await until('it is held up', async () => worker.isHeldUp);
}

test('a secret under another SECRETS_KEY costs no attempt, is told once, and holds up no other webhook', async () => {
  const { id } = await register(api, { url: receiver.url });
  const { id: other } = await register(api, { url: receiver.url });
  for (const each of [id, id, other]) await testing(each);
  worker.start();
  await untilHeldUp();
  const made = await registerWebhook({ db: api.db, ...others }, { url: receiver.url });
  for (let turn = 1; turn <= 3; turn += 1) {
    await testing(made.id);
    await receiver.until(turn);
  }
  assert.ok(receiver.received.every((message) => isSigned(message, made.secret)));
  assert.equal(worker.isHeldUp, true);
  for (const each of [id, other]) {
    const { status, attempts, response_excerpt } = await deliveryOf(each);
    assert.deepEqual([status, attempts, response_excerpt], ['pending', 0, undefined]);
    assert.equal((await api.call('GET', `/webhooks/${each}`)).body.status, 'active');
  }
  const [failure, ...more] = failures;
  assert.ok(failure instanceof AppError && failure.code === 'misconfigured');
  assert.match(failure.message, new RegExp(`webhooks ${id}, ${other}: .*another SECRETS_KEY`));
  assert.deepEqual([more, recoveries], [[], 0]);
});

test('rotated, it is posted, also while the secret before would still sign, and nothing is held up any more', async () => {
  const { id } = await register(api, { url: receiver.url });
  await testing(id);
  worker.start();
  await untilHeldUp();
  const { secret } = await rotateSecret({ db: api.db, ...others }, String(id), 600);
  const [message] = await receiver.until(1);
  assert.ok(message && isSigned(message, secret));
  await until('it goes on', async () => !worker.isHeldUp);
  assert.equal(recoveries, 1);
  await until('it is noted', async () => (await deliveryOf(id)).status === 'delivered');
  assert.equal((await deliveryOf(id)).attempts, 1);
});

test('as long as a secret cannot be read it is not told that they go on, whatever else failed meanwhile', async () => {
  const { id } = await register(api, { url: receiver.url });
  let [isAway, handedOut] = [false, 0];
  const transaction: typeof api.db.transaction = async (work) => {
    if (isAway) throw new Error('away');
    const result = await api.db.transaction(work);
    handedOut += 1;
    return result;
  };
  const db = { reads: api.db.reads, writes: api.db.writes, transaction };
  const onRecovery = () => {
    recoveries += 1;
  };
  const failing = new DeliveryWorker({ db, ...others, onFailure: (error) => failures.push(error), onRecovery });
  failing.start();
  try {
    await until('it is held up', async () => failures.length === 1);
    isAway = true;
    await until('it fails', async () => failures.length === 2);
    [isAway, handedOut] = [false, 0];
    await until('it hands out again', async () => handedOut === 2); // what one ends with is over as the next begins
    assert.deepEqual([failing.isHeldUp, recoveries], [true, 0]);
    await rotateSecret({ db: api.db, ...others }, String(id), 0);
    await until('it is told', async () => recoveries === 1);
  } finally {
    await failing.stop();
  }
});

test('one that nothing is to be posted to any more holds nothing up', async () => {
  const { id } = await register(api, { url: receiver.url });
  worker.start();
  await untilHeldUp();
  await api.call('PATCH', `/webhooks/${id}`, { status: 'paused' });
  await until('it goes on', async () => !worker.isHeldUp);
  await api.call('PATCH', `/webhooks/${id}`, { status: 'active' });
  await until('it is told again', async () => failures.length === 2);
});

test('one that cannot be read from now on costs no attempt either, although it was looked at a moment ago', async () => {
  const { id } = await registerWebhook({ db: api.db, ...others }, { url: receiver.url });
  worker.start();
  await testing(id);
  await receiver.until(1);
  await until('it is noted', async () => (await deliveryOf(id)).status === 'delivered');
  await api.sql("UPDATE webhook SET secret = '\\x00'");
  await testing(id);
  await untilHeldUp();
  await worker.stop(); // once all that was claimed is noted, or given back
  const { status, attempts } = await deliveryOf(id);
  assert.deepEqual([status, attempts, receiver.received.length], ['pending', 0, 1]);
});
