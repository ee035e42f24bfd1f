import type { Transaction } from '../db/session.ts';

/**
 * Removes changes from the beginning of the feed, up to the first one that was recorded at `before` or later, and notes
 * how far (SPEC 19, 20). @returns how many; fewer than `limit`: that was all.
 */
export async function deleteFirstChanges(tx: Transaction, before: string, limit: number): Promise<number> {
  await tx.query({ text: "SELECT set_config('app.upkeep', 'on', true)" });
  const { rows } = await tx.query<{ removed: number }>({
    text: `WITH first AS MATERIALIZED (
        SELECT listing_id, version, feed_key, feed_seq, recorded_at FROM listing_change
        WHERE feed_key < pg_snapshot_xmin(pg_current_snapshot())
        ORDER BY feed_key, feed_seq LIMIT $2
      ), kept AS (
        SELECT feed_key, feed_seq FROM first WHERE recorded_at >= $1 ORDER BY feed_key, feed_seq LIMIT 1
      ), removed AS (
        DELETE FROM listing_change AS c USING first AS f
        WHERE c.listing_id = f.listing_id AND c.version = f.version
          AND NOT EXISTS (SELECT FROM kept WHERE (f.feed_key, f.feed_seq) >= (kept.feed_key, kept.feed_seq))
        RETURNING c.feed_key, c.feed_seq
      ), noted AS (
        UPDATE listing_feed SET trimmed_key = last.feed_key, trimmed_seq = last.feed_seq
        FROM (SELECT feed_key, feed_seq FROM removed ORDER BY feed_key DESC, feed_seq DESC LIMIT 1) AS last
      )
      SELECT count(*) AS removed FROM removed`,
    values: [before, limit],
  });
  return rows[0]?.removed ?? 0;
}
