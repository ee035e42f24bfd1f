import { type Static, Type } from 'typebox';
import type { Queryable } from '../../db/queryable.ts';
import { type DeliveryRow, selectDeliveries } from './deliveries.sql.ts';
import { type Delivery, deliveryStatuses } from './delivery.ts';
import { cursorOf, idAfter, pageMembers } from './read-webhooks.ts';
import { parseWebhookId, there } from './webhook-id.ts';
import { selectWebhook } from './webhooks.sql.ts';

export const DeliveryQuery = Type.Object(
  {
    ...pageMembers,
    status: Type.Optional(
      Type.Enum(deliveryStatuses, {
        description: 'Those that are so only.',
        'x-expected': `one of ${deliveryStatuses.join(', ')}`,
      }),
    ),
  },
  { additionalProperties: false },
);
export type DeliveryQuery = Static<typeof DeliveryQuery>;

export type DeliveryPage = { deliveries: Delivery[]; next: DeliveryQuery | undefined };

const usual = 100;

/**
 * What was posted to a webhook, and is to be, the latest first.
 * @throws AppError `not_found`, `invalid`
 */
export async function readDeliveries(db: Queryable, webhookId: string, query: DeliveryQuery): Promise<DeliveryPage> {
  const { after, limit = usual, status } = query;
  const before = idAfter('deliveries', after);
  there(await selectWebhook(db, parseWebhookId(webhookId)), webhookId);
  const rows = await selectDeliveries(db, { webhookId, status, before, limit: limit + 1 });
  const deliveries = rows.slice(0, limit).map(toDelivery);
  const next = rows.length > limit ? { ...query, after: cursorOf('deliveries', deliveries.at(-1)?.id) } : undefined;
  return { deliveries, next };
}

/** Members that there is nothing to say of are left out. */
export function toDelivery(row: DeliveryRow): Delivery {
  return Object.fromEntries(Object.entries(row).filter(([, value]) => value !== null)) as Delivery;
}
