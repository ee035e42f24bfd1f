import type { Queryable } from '../../db/queryable.ts';
import type { Instant } from '../../db/values.ts';
import type { NewDelivery } from './hand-out.sql.ts';

export type DeliveryRow = {
  id: number;
  message_id: string;
  type: string;
  listing_id: number | null;
  version: number | null;
  status: 'pending' | 'delivered' | 'failed';
  created_date: Instant;
  attempts: number;
  due_date: Instant | null;
  attempted_date: Instant | null;
  response_status: number | null;
  response_ms: number | null;
  response_excerpt: string | null;
};

const columns = `id, message_id, type, listing_id, version, status, created_date, attempts, due_date, attempted_date,
  response_status, response_ms, response_excerpt`;

export type DeliveryPlace = {
  webhookId: string;
  status: string | undefined;
  before: string | undefined;
  limit: number;
};

/** The latest first. */
export async function selectDeliveries(db: Queryable, place: DeliveryPlace): Promise<DeliveryRow[]> {
  const { webhookId, status, before, limit } = place;
  const { rows } = await db.query<DeliveryRow>({
    text: `SELECT ${columns} FROM webhook_delivery
      WHERE webhook_id = $1 AND ($2::text IS NULL OR status = $2) AND ($3::bigint IS NULL OR id < $3)
      ORDER BY id DESC LIMIT $4`,
    values: [webhookId, status, before, limit],
  });
  return rows;
}

export async function insertDelivery(db: Queryable, delivery: NewDelivery): Promise<DeliveryRow> {
  const { webhookId, messageId, type, listingId, version, detail } = delivery;
  const { rows } = await db.query<DeliveryRow>({
    text: `INSERT INTO webhook_delivery (webhook_id, message_id, type, listing_id, version, detail)
      VALUES ($1, $2, $3, $4, $5, $6) RETURNING ${columns}`,
    values: [webhookId, messageId, type, listingId, version, detail],
  });
  const [row] = rows;
  if (!row) throw new Error('an INSERT returns its row');
  return row;
}

/** Has it posted once more, and as often as a new one. @returns undefined where there is none */
export async function renewDelivery(db: Queryable, webhookId: string, id: string): Promise<DeliveryRow | undefined> {
  const { rows } = await db.query<DeliveryRow>({
    text: `UPDATE webhook_delivery SET status = 'pending', attempts = 0, due_date = now()
      WHERE webhook_id = $1 AND id = $2 RETURNING ${columns}`,
    values: [webhookId, id],
  });
  return rows[0];
}

/** What is to be posted, and to whom. */
export type ClaimedDelivery = {
  id: number;
  webhook_id: number;
  message_id: string;
  type: string;
  listing_id: number | null;
  version: number | null;
  detail: string | null;
  created_date: Instant;
  attempts: number;
  url: string;
  /** Those that sign, sealed, the newest first. */
  secrets: Buffer[];
};

export type Claim = {
  /** How many of a webhook may be taken, by its id, where it is not `each`. */
  room: Readonly<Record<number, number>>;
  /** Webhooks after this one come first, so that all have their turn. */
  after: number;
  /** Of one webhook, at most; and of all. */
  each: number;
  all: number;
  /** After how long somebody else may take them over. */
  leaseSeconds: number;
};

/** Takes deliveries that are due, of active webhooks, each for one process alone while the lease lasts. */
export async function claimDeliveries(db: Queryable, claim: Claim): Promise<ClaimedDelivery[]> {
  const { room, after, each, all, leaseSeconds } = claim;
  const { rows } = await db.query<ClaimedDelivery>({
    name: 'claim-deliveries',
    text: `WITH free AS (
        SELECT id, url, array_remove(ARRAY[secret, CASE WHEN previous_secret_until > now() THEN previous_secret END], NULL) AS secrets
        FROM webhook WHERE status = 'active' ORDER BY id <= $2, id
      ), due AS MATERIALIZED (
        SELECT free.id AS webhook_id, free.url, free.secrets, d.id
        FROM free CROSS JOIN LATERAL (
          SELECT id FROM webhook_delivery WHERE webhook_id = free.id AND due_date <= now()
          ORDER BY due_date, id LIMIT coalesce(($1::jsonb ->> free.id::text)::integer, $3) FOR NO KEY UPDATE SKIP LOCKED
        ) AS d
        LIMIT $4
      )
      UPDATE webhook_delivery AS d SET due_date = now() + $5 * interval '1 second'
      FROM due WHERE (d.webhook_id, d.id) = (due.webhook_id, due.id)
      RETURNING d.id, d.webhook_id, d.message_id, d.type, d.listing_id, d.version, d.detail, d.created_date, d.attempts,
        due.url, due.secrets`,
    values: [JSON.stringify(room), after, each, all, leaseSeconds],
  });
  return rows;
}

/** What came of an attempt. */
export type Attempt = {
  webhookId: number;
  id: number;
  status: DeliveryRow['status'];
  /** After how many ms it is tried again; null: it is not. */
  againMs: number | null;
  responseStatus: number | null;
  responseMs: number;
  excerpt: string;
  /** Why its webhook is disabled with it, if it is. */
  disable: string | null;
};

/**
 * Notes attempts. What a receiver answered about a listing is kept only where the listing is there, which stays so until
 * the transaction ends, or is known to be gone (H6). Listings are locked before deliveries, as who removes one does, and webhooks
 * that are to be disabled, as who changes one does: else two could wait for each other.
 */
export async function recordAttempts(db: Queryable, attempts: readonly Attempt[]): Promise<void> {
  await db.query({
    name: 'record-attempts',
    text: `WITH attempt AS (
        SELECT * FROM unnest($1::bigint[], $2::bigint[], $3::text[], $4::bigint[], $5::integer[], $6::integer[], $7::text[],
          $8::text[]) AS a (webhook_id, id, status, again_ms, response_status, response_ms, excerpt, disable)
      ), there AS MATERIALIZED (
        SELECT id FROM listing WHERE id IN (
          SELECT d.listing_id FROM webhook_delivery AS d JOIN attempt AS a ON (d.webhook_id, d.id) = (a.webhook_id, a.id)
          WHERE a.excerpt <> ''
        ) ORDER BY id FOR KEY SHARE
      ), ending AS MATERIALIZED (
        SELECT id FROM webhook WHERE id IN (SELECT webhook_id FROM attempt WHERE disable IS NOT NULL)
        ORDER BY id FOR NO KEY UPDATE
      ), locked AS MATERIALIZED (
        SELECT (SELECT count(*) FROM ending) + (SELECT count(*) FROM there) AS count
      ), disabled AS (
        UPDATE webhook AS w SET status = 'disabled', disabled_reason = a.disable, updated_date = now()
        FROM attempt AS a WHERE w.id = a.webhook_id AND a.disable IS NOT NULL AND w.status = 'active'
      )
      UPDATE webhook_delivery AS d SET status = a.status, attempts = d.attempts + 1, attempted_date = now(),
        due_date = now() + a.again_ms * interval '1 ms', response_status = a.response_status, response_ms = a.response_ms,
        response_excerpt = CASE WHEN d.listing_id IS NULL OR d.type = 'listing.deleted'
          OR d.listing_id IN (SELECT id FROM there) THEN nullif(a.excerpt, '') END
      FROM attempt AS a WHERE (d.webhook_id, d.id) = (a.webhook_id, a.id) AND (SELECT count FROM locked) IS NOT NULL`,
    values: [
      attempts.map(({ webhookId }) => webhookId),
      attempts.map(({ id }) => id),
      attempts.map(({ status }) => status),
      attempts.map(({ againMs }) => againMs),
      attempts.map(({ responseStatus }) => responseStatus),
      attempts.map(({ responseMs }) => responseMs),
      attempts.map(({ excerpt }) => excerpt),
      attempts.map(({ disable }) => disable),
    ],
  });
}

/** Gives back what was claimed and not tried. */
export async function releaseDeliveries(db: Queryable, claimed: readonly ClaimedDelivery[]): Promise<void> {
  await db.query({
    text: `UPDATE webhook_delivery AS d SET due_date = now()
      FROM unnest($1::bigint[], $2::bigint[]) AS c (webhook_id, id)
      WHERE (d.webhook_id, d.id) = (c.webhook_id, c.id) AND d.due_date IS NOT NULL`,
    values: [claimed.map(({ webhook_id }) => webhook_id), claimed.map(({ id }) => id)],
  });
}

/** Removes those that ended more than so many days ago, some at a time. @returns how many. */
export async function deleteOldDeliveries(db: Queryable, days: number, limit: number): Promise<number> {
  const { rowCount } = await db.query({
    text: `DELETE FROM webhook_delivery WHERE (webhook_id, id) IN (
        SELECT webhook_id, id FROM webhook_delivery
        WHERE due_date IS NULL AND attempted_date < now() - $1 * interval '1 day'
        ORDER BY attempted_date LIMIT $2 FOR UPDATE SKIP LOCKED)`,
    values: [days, limit],
  });
  return rowCount;
}

/**
 * Removes those of webhooks that are gone, some at a time. Which there are is told by a step through the index for each webhook,
 * however many deliveries they have. @returns how many.
 */
export async function deleteLeftDeliveries(db: Queryable, limit: number): Promise<number> {
  const { rowCount } = await db.query({
    text: `WITH RECURSIVE told AS (
        SELECT min(webhook_id) AS id FROM webhook_delivery
        UNION ALL
        SELECT (SELECT min(webhook_id) FROM webhook_delivery WHERE webhook_id > told.id) FROM told WHERE id IS NOT NULL
      ), left_over AS (
        SELECT d.webhook_id, d.id FROM told JOIN webhook_delivery AS d ON d.webhook_id = told.id
        WHERE NOT EXISTS (SELECT FROM webhook WHERE webhook.id = told.id)
        LIMIT $1 FOR UPDATE OF d SKIP LOCKED
      )
      DELETE FROM webhook_delivery WHERE (webhook_id, id) IN (SELECT webhook_id, id FROM left_over)`,
    values: [limit],
  });
  return rowCount;
}
