import type { Queryable } from '../../db/queryable.ts';
import type { Instant } from '../../db/values.ts';
import type { EventKind } from '../event.ts';
import type { WebhookFilter } from './webhook.ts';

export type WebhookRow = {
  id: number;
  url: string;
  kinds: EventKind[] | null;
  filter: WebhookFilter;
  description: string | null;
  status: 'active' | 'paused' | 'disabled';
  disabled_reason: string | null;
  created_date: Instant;
  updated_date: Instant;
  previous_secret_until: Instant | null;
};

const columns = `id, url, kinds, filter, description, status, disabled_reason, created_date, updated_date,
  CASE WHEN previous_secret_until > now() THEN previous_secret_until END AS previous_secret_until`;

export type NewWebhook = Pick<WebhookRow, 'url' | 'kinds' | 'filter' | 'description'> & {
  /** Sealed. */
  secret: Buffer;
  /** Of the feed: what comes after is posted. */
  cursor: string;
};

export async function insertWebhook(db: Queryable, { cursor, ...webhook }: NewWebhook): Promise<WebhookRow> {
  const { url, kinds, filter, description, secret } = webhook;
  const { rows } = await db.query<WebhookRow>({
    text: `WITH made AS (
        INSERT INTO webhook (url, kinds, filter, description, secret) VALUES ($1, $2, $3, $4, $5) RETURNING *
      ), placed AS (
        INSERT INTO webhook_position (webhook_id, cursor) SELECT id, $6 FROM made
      )
      SELECT ${columns} FROM made`,
    values: [url, kinds, JSON.stringify(filter), description, secret, cursor],
  });
  return theOnly(rows);
}

export async function selectWebhook(db: Queryable, id: string): Promise<WebhookRow | undefined> {
  const { rows } = await db.query<WebhookRow>({ text: `SELECT ${columns} FROM webhook WHERE id = $1`, values: [id] });
  return rows[0];
}

/** In the order of their ids, after one. */
export async function selectWebhooks(db: Queryable, after: number, limit: number): Promise<WebhookRow[]> {
  const { rows } = await db.query<WebhookRow>({
    text: `SELECT ${columns} FROM webhook WHERE id > $1 ORDER BY id LIMIT $2`,
    values: [after, limit],
  });
  return rows;
}

/** The secrets that those which are active sign with, sealed. */
export async function selectSealedSecrets(db: Queryable): Promise<{ id: number; secret: Buffer }[]> {
  const { rows } = await db.query<{ id: number; secret: Buffer }>({
    name: 'select-sealed-secrets',
    text: `SELECT id, secret FROM webhook WHERE status = 'active' ORDER BY id`,
  });
  return rows;
}

/** Reads one and keeps others from changing it until the transaction ends. */
export async function lockWebhook(db: Queryable, id: string): Promise<WebhookRow | undefined> {
  const { rows } = await db.query<WebhookRow>({
    text: `SELECT ${columns} FROM webhook WHERE id = $1 FOR NO KEY UPDATE`,
    values: [id],
  });
  return rows[0];
}

export type ChangedWebhook = Pick<WebhookRow, 'id' | 'url' | 'kinds' | 'filter' | 'description' | 'status'>;

/** One that is no longer disabled is not for a reason any more. */
export async function updateWebhook(db: Queryable, webhook: ChangedWebhook): Promise<WebhookRow> {
  const { id, url, kinds, filter, description, status } = webhook;
  const { rows } = await db.query<WebhookRow>({
    text: `UPDATE webhook SET url = $2, kinds = $3, filter = $4, description = $5, status = $6,
        disabled_reason = CASE WHEN $6 = 'disabled' THEN disabled_reason END, updated_date = now()
      WHERE id = $1 RETURNING ${columns}`,
    values: [id, url, kinds, JSON.stringify(filter), description, status],
  });
  return theOnly(rows);
}

/** The secret of now signs as well until an instant. */
export async function updateSecret(
  db: Queryable,
  id: string,
  { secret, keptSeconds }: { secret: Buffer; keptSeconds: number },
): Promise<WebhookRow | undefined> {
  const { rows } = await db.query<WebhookRow>({
    text: `UPDATE webhook SET secret = $2, previous_secret = secret,
        previous_secret_until = now() + $3 * interval '1 second', updated_date = now()
      WHERE id = $1 RETURNING ${columns}`,
    values: [id, secret, keptSeconds],
  });
  return rows[0];
}

/** What it was to be told is left, and told to nobody. @returns whether it was there. */
export async function deleteWebhook(db: Queryable, id: string): Promise<boolean> {
  const { rowCount } = await db.query({ text: 'DELETE FROM webhook WHERE id = $1', values: [id] });
  return rowCount > 0;
}

/** @returns whether it is there. */
export async function movePosition(db: Queryable, id: string, cursor: string): Promise<boolean> {
  const { rowCount } = await db.query({
    text: 'UPDATE webhook_position SET cursor = $2 WHERE webhook_id = $1',
    values: [id, cursor],
  });
  return rowCount > 0;
}

function theOnly<Row>([row]: readonly Row[]): Row {
  if (row === undefined) throw new Error('the statement returns one row');
  return row;
}
