import type { Queryable } from '../../db/queryable.ts';
import type { Transaction } from '../../db/session.ts';
import type { Subject, WantedEvents } from './fits-webhook.ts';

/** Whether this process is the one that hands the feed out; if so, no other is until the transaction ends. */
export async function claimHandingOut(tx: Transaction): Promise<boolean> {
  const { rows } = await tx.query<{ claimed: boolean }>({
    name: 'claim-handing-out',
    text: `SELECT pg_try_advisory_xact_lock(20615, hashtext('webhook_position')) AS claimed`,
  });
  return rows[0]?.claimed ?? false;
}

export type Recipient = WantedEvents & { id: number; cursor: string };

/** The webhooks that are active, and how far each is. */
export async function selectRecipients(db: Queryable): Promise<Recipient[]> {
  const { rows } = await db.query<Recipient>({
    name: 'select-recipients',
    text: `SELECT w.id, p.cursor, w.kinds, w.filter - 'city' AS filter, listing_place_key(w.filter ->> 'city') AS city
      FROM webhook AS w JOIN webhook_position AS p ON p.webhook_id = w.id WHERE w.status = 'active' ORDER BY w.id`,
  });
  return rows;
}

type SubjectRow = Subject & { id: number };

/** Listings as they are; of those that are gone what the feed still tells of them. */
export async function selectSubjects(db: Queryable, ids: readonly number[]): Promise<Map<number, Subject>> {
  const { rows } = await db.query<SubjectRow>({
    name: 'select-subjects',
    text: `SELECT asked.id, listing_place_key(coalesce(l.city, told.members ->> 'city')) AS city,
        coalesce(l.country, told.members ->> 'country') AS country,
        coalesce(l.building_type, told.members ->> 'building_type') AS building_type,
        coalesce(l.price, (told.members ->> 'price_eur')::numeric) AS price
      FROM unnest($1::bigint[]) AS asked (id)
        LEFT JOIN listing AS l ON l.id = asked.id
        LEFT JOIN LATERAL (
          SELECT jsonb_object_agg(key, value) AS members
          FROM (
            SELECT DISTINCT ON (m.key) m.key,
              CASE WHEN jsonb_typeof(m.value) = 'array' THEN m.value -> 1 ELSE m.value END AS value
            FROM listing_change AS c CROSS JOIN jsonb_each(c.changed) AS m
            WHERE c.listing_id = asked.id AND m.key IN ('city', 'country', 'building_type', 'price_eur')
            ORDER BY m.key, c.version DESC
          ) AS latest
        ) AS told ON l.id IS NULL`,
    values: [ids],
  });
  return new Map(rows.map(({ id, ...subject }) => [id, subject]));
}

export type NewDelivery = {
  webhookId: number;
  messageId: string;
  type: string;
  listingId: number | null;
  version: number | null;
  detail: string | null;
};

export type Step = { webhookIds: readonly number[]; from: string; to: string; deliveries: readonly NewDelivery[] };

/**
 * Notes what is to be posted, and moves on those webhooks that are still at the cursor, in one: whatever was moved by
 * somebody else meanwhile gets nothing of this step. The webhooks are locked before their positions, as who removes one does.
 */
export async function advance(db: Queryable, { webhookIds, from, to, deliveries }: Step): Promise<void> {
  await db.query({
    name: 'advance-webhooks',
    text: `WITH there AS MATERIALIZED (
        SELECT id FROM webhook WHERE id = ANY ($1::bigint[]) ORDER BY id FOR KEY SHARE
      ), moved AS (
        UPDATE webhook_position SET cursor = $3
        WHERE webhook_id = ANY ($1::bigint[]) AND cursor = $2 AND (SELECT count(*) FROM there) > 0
        RETURNING webhook_id
      )
      INSERT INTO webhook_delivery (webhook_id, message_id, type, listing_id, version, detail)
      SELECT webhook_id, message_id, type, listing_id, version, detail
      FROM moved JOIN unnest($4::bigint[], $5::text[], $6::text[], $7::bigint[], $8::bigint[], $9::text[])
        WITH ORDINALITY AS d (webhook_id, message_id, type, listing_id, version, detail, nth) USING (webhook_id)
      ORDER BY nth`,
    values: [
      ...[webhookIds, from, to],
      deliveries.map(({ webhookId }) => webhookId),
      deliveries.map(({ messageId }) => messageId),
      deliveries.map(({ type }) => type),
      deliveries.map(({ listingId }) => listingId),
      deliveries.map(({ version }) => version),
      deliveries.map(({ detail }) => detail),
    ],
  });
}
