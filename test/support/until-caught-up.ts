import type { TestDatabase } from './test-database.ts';
import { until } from './until.ts';

/** In s: that of a test which upgrades a large database, on a busy machine. */
const longestTransaction = 60;

/**
 * Waits until every change that is committed is shown. The transactions of other tests, which run on the same server, hold
 * the feed back too.
 */
export async function untilCaughtUp({ sql }: Pick<TestDatabase, 'sql'>): Promise<void> {
  const heldBack = 'SELECT FROM listing_change WHERE feed_key >= pg_snapshot_xmin(pg_current_snapshot()) LIMIT 1';
  await until('every change is shown', async () => (await sql(heldBack)).length === 0, longestTransaction);
}
