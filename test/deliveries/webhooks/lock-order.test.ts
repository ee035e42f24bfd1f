import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { type Attempt, recordAttempts } from '../../../src/deliveries/webhooks/deliveries.sql.ts';
import { handOut } from '../../../src/deliveries/webhooks/hand-out.ts';
import { addListings } from '../../support/listing-rows.ts';
import { queuedAt } from '../../support/queued-at.ts';
import { startTestApi, type TestApi } from '../../support/test-api.ts';
import { untilCaughtUp } from '../../support/until-caught-up.ts';
import { register, webhookTools } from '../../support/webhooks.ts';

let api: TestApi;
before(async () => {
  api = await startTestApi({ webhooks: webhookTools });
});
after(async () => await api.stop());

/** A webhook to which one delivery is to be made. */
async function withDelivery(): Promise<{ id: number; attempt: Attempt }> {
  const { id } = await register(api, { url: 'http://127.0.0.1:9/' });
  const { body } = await api.call('POST', `/webhooks/${id}/test`);
  const gone = { responseStatus: 410, responseMs: 1, excerpt: '', status: 'failed', againMs: null } as const;
  return { id, attempt: { ...gone, webhookId: id, id: body.id, disable: 'It is gone.' } };
}

test('a webhook is removed while the feed is handed out to it', async () => {
  const { id } = await register(api, { url: 'http://127.0.0.1:9/' });
  await addListings(api, 1);
  await untilCaughtUp(api);
  const [, removed] = await queuedAt(api, `webhook_position WHERE webhook_id = ${id}`, [
    () => api.db.transaction(handOut),
    () => api.call('DELETE', `/webhooks/${id}`),
  ]);
  assert.equal((removed as { status: number }).status, 204);
});

for (const [what, method, path] of [
  ['a webhook is removed', 'DELETE', (id: number) => `/webhooks/${id}`],
  ['a delivery is made once more', 'POST', (id: number, one: number) => `/webhooks/${id}/deliveries/${one}/replay`],
] as const) {
  test(`${what} while it is noted that the webhook is to be disabled`, async () => {
    const { id, attempt } = await withDelivery();
    const [, answer] = await queuedAt(api, `webhook_delivery WHERE webhook_id = ${id}`, [
      () => recordAttempts(api.db.writes, [attempt]),
      () => api.call(method, path(id, attempt.id)),
    ]);
    const { status } = answer as { status: number };
    assert.ok([204, 409].includes(status), String(status)); // by then nothing is posted to it
  });
}
