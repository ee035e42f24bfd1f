import type { Queryable } from '../db/queryable.ts';
import type { Instant } from '../db/values.ts';
import { statements, trimmedTo } from './statements.sql.ts';

/** A listing's version, and one of its corrections; null where it has none. */
export type CorrectionRow = {
  version: number;
  trimmed_to: string | null;
  effective_at: Instant | null;
  recorded_at: Instant;
  from: number | null;
  to: number | null;
  actor: string | null;
  reason: string | null;
};

export type CorrectionRange = {
  listingId: string;
  /** Corrections behind this one only. */
  after: { recordedAt: Instant | '-infinity'; effectiveAt: Instant | '-infinity' };
  limit: number;
};

/** In the order in which they became known. No row: there is no such listing. */
export async function selectCorrections(
  db: Queryable,
  { listingId, after, limit }: CorrectionRange,
): Promise<CorrectionRow[]> {
  const { rows } = await db.query<CorrectionRow>({
    name: 'select-corrections',
    text: `WITH statement AS (${statements})
      SELECT l.version, ${trimmedTo} AS trimmed_to, c.*
      FROM listing AS l LEFT JOIN LATERAL (
        SELECT effective_at, recorded_at, stated_before AS "from", price_eur AS "to", actor, reason
        FROM (
          SELECT effective_at, recorded_at, price_eur, lag(price_eur) OVER of_one AS stated_before,
            row_number() OVER of_one AS nth
          FROM listing_price WHERE listing_id = $1
          WINDOW of_one AS (PARTITION BY effective_at ORDER BY recorded_at)
        ) AS each LEFT JOIN statement USING (effective_at, recorded_at)
        WHERE nth > 1 AND (recorded_at, effective_at) > ($2, $3)
        ORDER BY recorded_at, effective_at LIMIT $4
      ) AS c ON true
      WHERE l.id = $1 ORDER BY c.recorded_at, c.effective_at`,
    values: [listingId, after.recordedAt, after.effectiveAt, limit],
  });
  return rows;
}
