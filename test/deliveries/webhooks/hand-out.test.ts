import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Statement } from '../../../src/db/queryable.ts';
import type { Transaction } from '../../../src/db/session.ts';
import { handOut } from '../../../src/deliveries/webhooks/hand-out.ts';
import { addListings } from '../../support/listing-rows.ts';
import { Receiver } from '../../support/receiver.ts';
import { startTestApi, type TestApi } from '../../support/test-api.ts';
import { untilCaughtUp } from '../../support/until-caught-up.ts';
import { register, webhookTools } from '../../support/webhooks.ts';

let api: TestApi;
let receiver: Receiver;
before(async () => {
  [api, receiver] = [await startTestApi({ webhooks: webhookTools }), await Receiver.open()];
});
after(async () => {
  await receiver.close();
  await api.stop();
});

/** A transaction in which something happens elsewhere just before a statement. */
function meddled(tx: Transaction, name: string, meddle: () => Promise<unknown>): Transaction {
  const query = async (statement: Statement) => {
    if (statement.name === name) await meddle();
    return await tx.query(statement);
  };
  return { ...tx, query } as Transaction;
}

const handedOut = async () =>
  (await api.sql<{ message_id: string }>('SELECT message_id FROM webhook_delivery ORDER BY id')).map(
    ({ message_id }) => message_id,
  );

test('a webhook that is sent back while the feed is handed out is told everything from there, and nothing is left out', async () => {
  const { id } = await register(api, { url: receiver.url });
  const { body: page, headers } = await api.call('GET', '/changes?after=now');
  assert.deepEqual(page, []);
  const start = new URL(/<([^>]+)>/.exec(headers.get('link') ?? '')?.[1] ?? '', 'http://x').searchParams.get('after');
  await addListings(api, 3);
  await untilCaughtUp(api);
  const first = await api.db.transaction((tx) => handOut(tx));
  assert.equal(first.deliveries, 3);
  await addListings(api, 1);
  await untilCaughtUp(api);
  const replay = () => api.call('POST', `/webhooks/${id}/replay`, { after: start });
  await api.db.transaction((tx) => handOut(meddled(tx, 'advance-webhooks', replay)));
  const told = await handedOut();
  assert.equal(told.length, 3, 'it was moved by somebody else: it gets nothing of this step');
  while ((await api.db.transaction((tx) => handOut(tx))).deliveries > 0);
  const all = await handedOut();
  assert.deepEqual(all.slice(3, 6), told);
  assert.equal(all.length, 7);
});
