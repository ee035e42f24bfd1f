import { type Static, Type } from 'typebox';
import type { Queryable } from '../../db/queryable.ts';
import { invalid } from '../../wire/checker.ts';
import { decodeCursor, encodeCursor } from '../../wire/cursor.ts';
import type { Webhook } from './webhook.ts';
import { parseWebhookId, there } from './webhook-id.ts';
import { toWebhook } from './webhook-row.ts';
import { selectWebhook, selectWebhooks } from './webhooks.sql.ts';

const [most, usual] = [100, 100];

export const pageMembers = {
  after: Type.Optional(Type.String({ description: 'Where the page before ended, as its Link says.' })),
  limit: Type.Optional(
    Type.Integer({
      ...{ minimum: 1, maximum: most, default: usual, description: 'How many a page has.' },
      'x-expected': `a whole number from 1 to ${most}`,
    }),
  ),
};

export const WebhookQuery = Type.Object(pageMembers, { additionalProperties: false });
export type WebhookQuery = Static<typeof WebhookQuery>;

export type WebhookPage = { webhooks: Webhook[]; next: WebhookQuery | undefined };

/** @throws AppError `invalid` for a cursor that is none */
export async function readWebhooks(db: Queryable, query: WebhookQuery): Promise<WebhookPage> {
  const { after, limit = usual } = query;
  const rows = await selectWebhooks(db, Number(idAfter('webhooks', after) ?? 0), limit + 1);
  const webhooks = rows.slice(0, limit).map(toWebhook);
  const next = rows.length > limit ? { ...query, after: cursorOf('webhooks', webhooks.at(-1)?.id) } : undefined;
  return { webhooks, next };
}

/** @throws AppError `not_found` */
export async function readWebhook(db: Queryable, id: string): Promise<Webhook> {
  return toWebhook(there(await selectWebhook(db, parseWebhookId(id)), id));
}

type List = 'webhooks' | 'deliveries';

export function cursorOf(list: List, id: number | undefined): string {
  return encodeCursor(list, [id ?? null]);
}

/** @throws AppError `invalid` */
export function idAfter(list: List, cursor: string | undefined): string | undefined {
  if (cursor === undefined) return undefined;
  const [id, ...more] = decodeCursor(list, cursor) ?? [];
  if (Number.isSafeInteger(id) && more.length === 0) return String(id);
  throw invalid([{ parameter: 'after', detail: 'must be a cursor taken from a Link of this list' }], 'query');
}
