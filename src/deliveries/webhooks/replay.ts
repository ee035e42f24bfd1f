import { randomUUID } from 'node:crypto';
import { isFeedCursor } from '../../changes/feed-cursor.ts';
import { readChanges } from '../../changes/read-changes.ts';
import { AppError } from '../../errors.ts';
import { invalid } from '../../wire/checker.ts';
import { insertDelivery, renewDelivery } from './deliveries.sql.ts';
import type { Delivery } from './delivery.ts';
import { toDelivery } from './read-deliveries.ts';
import type { WebhookTools } from './register-webhook.ts';
import type { Webhook } from './webhook.ts';
import { parseWebhookId, there } from './webhook-id.ts';
import { toWebhook } from './webhook-row.ts';
import { lockWebhook, movePosition, type WebhookRow } from './webhooks.sql.ts';

type Tools = Pick<WebhookTools, 'db'>;

/**
 * Has an event posted that tells of nothing, so that a receiver can be tried.
 * @throws AppError `not_found`, `conflict` where nothing is posted to it
 */
export async function sendTest({ db }: Tools, id: string): Promise<Delivery> {
  return await ofActive({ db }, id, async (tx, webhook) => {
    const test = { webhookId: webhook.id, messageId: `test-${randomUUID()}`, type: 'webhook.test' };
    const detail = 'This is a test: it tells of no listing.';
    return toDelivery(await insertDelivery(tx, { ...test, listingId: null, version: null, detail }));
  });
}

/**
 * Has one posted again, as the same message.
 * @throws AppError `not_found`, `conflict` where nothing is posted to its webhook
 */
export async function replayDelivery({ db }: Tools, id: string, deliveryId: string): Promise<Delivery> {
  return await ofActive({ db }, id, async (tx) => {
    const known = /^[1-9]\d{0,17}$/.test(deliveryId) ? await renewDelivery(tx, id, deliveryId) : undefined;
    if (!known)
      throw new AppError('not_found', `There is no delivery ${deliveryId} of webhook ${id}; old ones are removed.`);
    return toDelivery(known);
  });
}

/**
 * Has everything posted again that the feed has after a cursor, as the same messages; `now`: nothing of what is still to come
 * by then.
 * @throws AppError `not_found`, `invalid`, `gone` where the feed does not know what follows
 */
export async function replayFrom({ db }: Tools, id: string, after: string): Promise<Webhook> {
  parseWebhookId(id);
  if (after !== 'now' && !isFeedCursor(after))
    throw invalid([{ pointer: '/after', detail: 'must be now, or a cursor of the feed' }], 'body');
  const { next } = await readChanges(db.reads, after === 'now' ? { after } : { after, limit: 1 });
  return await db.transaction(async (tx) => {
    const row = there(await lockWebhook(tx, id), id);
    await movePosition(tx, id, after === 'now' ? next.after : after);
    return toWebhook(row);
  });
}

type Work<T> = (tx: Parameters<Parameters<Tools['db']['transaction']>[0]>[0], webhook: WebhookRow) => Promise<T>;

async function ofActive<T>({ db }: Tools, id: string, work: Work<T>): Promise<T> {
  parseWebhookId(id);
  return await db.transaction(async (tx) => {
    const row = there(await lockWebhook(tx, id), id);
    if (row.status === 'active') return await work(tx, row);
    throw new AppError('conflict', `The webhook is ${row.status}: make it active first.`);
  });
}
