import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, test } from 'node:test';
import { Receiver } from '../../support/receiver.ts';
import { startTestApi, type TestApi } from '../../support/test-api.ts';
import { register, startWorker, webhookTools } from '../../support/webhooks.ts';

let api: TestApi;
let receiver: Receiver;
before(async () => {
  api = await startTestApi({ webhooks: webhookTools });
});
beforeEach(async () => {
  receiver = await Receiver.open();
});
afterEach(async () => {
  await receiver.close();
  await api.sql('DELETE FROM webhook');
});
after(async () => await api.stop());

/** Stops a worker once its post has come, which is answered so much later. @returns what is noted of it: status and attempts. */
async function stopAmidPost(afterMs: number, patienceMs: number): Promise<[string, number]> {
  receiver.answer = () => ({ status: 204, afterMs });
  const worker = startWorker(api, { patienceMs });
  const { id } = await register(api, { url: receiver.url });
  await api.call('POST', `/webhooks/${id}/test`);
  await receiver.until(1);
  await worker.stop();
  const [{ status, attempts }] = (await api.call('GET', `/webhooks/${id}/deliveries`)).body;
  return [status, attempts];
}

test('what is answered within its patience when a worker stops is noted', async () => {
  assert.deepEqual(await stopAmidPost(300, 60_000), ['delivered', 1]);
});

test('what is not answered by then is given back, and another worker posts it at once', async () => {
  assert.deepEqual(await stopAmidPost(60_000, 100), ['pending', 0]);
  receiver.answer = () => ({ status: 204 });
  const other = startWorker(api);
  await receiver.until(2);
  await other.stop();
  const [first, second] = receiver.received;
  assert.equal(second?.headers['webhook-id'], first?.headers['webhook-id']);
});
