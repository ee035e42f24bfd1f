import type { Queryable } from '../db/queryable.ts';
import type { Transaction } from '../db/session.ts';

/** Whether nobody else works on this key at the moment; if so, nobody can begin to before the transaction ends. */
export async function claimKey(tx: Transaction, key: string): Promise<boolean> {
  const { rows } = await tx.query<{ claimed: boolean }>({
    name: 'claim-idempotency-key',
    text: `SELECT pg_try_advisory_xact_lock(20615::bigint << 42 | hashtextextended($1, 0) & ((1::bigint << 42) - 1)) AS claimed`,
    values: [key],
  });
  return rows[0]?.claimed ?? false;
}

export type AnswerRow = { fingerprint: string; status: number; headers: Record<string, string>; body: string | null };

/** The answer that was given under the key, unless it is too old to count. */
export async function selectAnswer(tx: Transaction, key: string): Promise<AnswerRow | undefined> {
  const { rows } = await tx.query<AnswerRow>({
    name: 'select-answer',
    text: `SELECT fingerprint, status, headers, body FROM idempotency_key
      WHERE key = $1 AND answered_at > now() - interval '24 hours'`,
    values: [key],
  });
  return rows[0];
}

/** Keeps an answer. Its body only where the listing is there, which stays so until the transaction ends (H6). */
export async function insertAnswer(
  tx: Transaction,
  { key, listingId, ...answer }: AnswerRow & { key: string; listingId: string },
): Promise<void> {
  await tx.query({
    name: 'insert-answer',
    text: `WITH there AS MATERIALIZED (SELECT FROM listing WHERE id = $3 FOR KEY SHARE)
      INSERT INTO idempotency_key (key, fingerprint, listing_id, status, headers, body)
      SELECT $1, $2, $3::bigint, $4::integer, $5::json, CASE WHEN EXISTS (SELECT FROM there) THEN $6 END
      ON CONFLICT (key) DO UPDATE SET fingerprint = excluded.fingerprint, listing_id = excluded.listing_id,
        status = excluded.status, headers = excluded.headers, body = excluded.body, answered_at = excluded.answered_at`,
    values: [key, answer.fingerprint, listingId, answer.status, JSON.stringify(answer.headers), answer.body],
  });
}

/** Removes answers of more than 24 hours ago, some at a time. @returns how many. */
export async function deleteOldAnswers(db: Queryable, limit: number): Promise<number> {
  const { rowCount } = await db.query({
    text: `DELETE FROM idempotency_key WHERE key IN (
        SELECT key FROM idempotency_key WHERE answered_at < now() - interval '24 hours'
        ORDER BY answered_at LIMIT $1 FOR UPDATE SKIP LOCKED)`,
    values: [limit],
  });
  return rowCount;
}
