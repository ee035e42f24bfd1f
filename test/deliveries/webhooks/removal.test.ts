import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { forgetDeliveries } from '../../../src/deliveries/webhooks/forget-deliveries.ts';
import { startTestApi, type TestApi } from '../../support/test-api.ts';
import { register, webhookTools } from '../../support/webhooks.ts';

let api: TestApi;
before(async () => {
  api = await startTestApi({ webhooks: webhookTools });
});
after(async () => await api.stop());

/** A webhook to which so many deliveries are to be made. */
async function withDeliveries(count: number): Promise<number> {
  const { id } = await register(api, { url: 'http://127.0.0.1:9/' });
  await api.sql(`INSERT INTO webhook_delivery (webhook_id, message_id, type)
    SELECT ${id}, 'm' || n, 'listing.updated' FROM generate_series(1, ${count}) AS n`);
  return id;
}

async function deliveriesOf(id: number): Promise<number> {
  const [row] = await api.sql<{ count: number }>(
    `SELECT count(*)::integer AS count FROM webhook_delivery WHERE webhook_id = ${id}`,
  );
  return row?.count ?? Number.NaN;
}

test('a webhook is removed without a look at its deliveries, however many', async () => {
  const id = await withDeliveries(1);
  const somebody = await api.connect();
  try {
    await somebody.query(`BEGIN; SELECT FROM webhook_delivery WHERE webhook_id = ${id} FOR UPDATE`);
    const { status } = await api.call('DELETE', `/webhooks/${id}`);
    assert.equal(status, 204);
  } finally {
    await somebody.end();
  }
  const { status } = await api.call('GET', `/webhooks/${id}/deliveries`);
  assert.equal(status, 404);
});

test('deliveries of webhooks that are gone are removed, those of others stay', async () => {
  const [gone, kept, empty] = [await withDeliveries(10_001), await withDeliveries(3), await withDeliveries(0)];
  for (const id of [gone, empty]) await api.call('DELETE', `/webhooks/${id}`);
  await forgetDeliveries(api.db);
  assert.equal(await deliveriesOf(gone), 0);
  assert.equal(await deliveriesOf(kept), 3);
});

test('what somebody else works on is left for the next time', async () => {
  const id = await withDeliveries(2);
  await api.call('DELETE', `/webhooks/${id}`);
  const somebody = await api.connect();
  try {
    await somebody.query(
      `BEGIN; SELECT FROM webhook_delivery WHERE webhook_id = ${id} AND message_id = 'm1' FOR UPDATE`,
    );
    await forgetDeliveries(api.db);
    assert.equal(await deliveriesOf(id), 1);
  } finally {
    await somebody.end();
  }
  await forgetDeliveries(api.db);
  assert.equal(await deliveriesOf(id), 0);
});
