import type { Transaction } from '../db/session.ts';
import { hasPersonalData } from './gone.sql.ts';
import { pricesInForce } from './price-in-force.sql.ts';
import type { Range } from './range.sql.ts';
import { saidPrices } from './said-prices.sql.ts';
import { describedDate } from './times.sql.ts';
import { isCutOff, isUntold, toldFromTheFirst } from './told.sql.ts';
import { hasFuturePrice, hasOnlyVoided, isOfFuture } from './unrecordable.sql.ts';

// With the triggers silent, the tables are put back to what the feed says, and what they had beside it is set aside in
// temporary tables, for the triggers to record.

const isGone = (id: string) => `NOT EXISTS (SELECT FROM listing AS l WHERE l.id = ${id})`;
const isMended = (id: string) => `${id} NOT IN (SELECT d.listing_id FROM doctor_left AS d)`;
const lastChange = `SELECT DISTINCT ON (listing_id) listing_id, version, feed_key, feed_seq, kind, effective_at
  FROM listing_change WHERE listing_id > $1 AND listing_id <= $2 ORDER BY listing_id DESC, version DESC`;

/** Runs statements one after the other, with the range as $1 and $2 in those that name it; CREATE takes no parameters. */
async function runAll(tx: Transaction, { after, last }: Range, texts: readonly string[]): Promise<void> {
  for (const text of texts) await tx.query(text.includes('$1') ? { text, values: [after, last] } : { text });
}

/** Takes the prices, the attributes, the words and the answers of listings that are gone away (H6). */
export async function removeLeftRows(tx: Transaction, range: Range): Promise<void> {
  const where = `WHERE listing_id > $1 AND listing_id <= $2 AND ${isGone('listing_id')}`;
  await runAll(tx, range, [
    `DELETE FROM listing_price ${where}`,
    `DELETE FROM listing_past ${where}`,
    `DELETE FROM listing_words ${where}`,
    `UPDATE idempotency_key SET body = NULL ${where} AND body IS NOT NULL`,
  ]);
}

/**
 * Makes the price rows those that the feed says (H5). Rows that it does not say are set aside, and prices that replaced
 * what it says, where nothing was stated for the same instant later; but not of listings that are left to people.
 */
export async function putBackPrices(tx: Transaction, range: Range): Promise<void> {
  const same = '(p.listing_id, p.effective_at, p.recorded_at) = (s.listing_id, s.effective_at, s.recorded_at)';
  await runAll(tx, range, [
    'CREATE TEMP TABLE doctor_left (listing_id bigint PRIMARY KEY) ON COMMIT DROP',
    `INSERT INTO doctor_left (listing_id) SELECT id FROM listing
      WHERE id > $1 AND id <= $2 AND (${hasFuturePrice('id')} OR ${hasOnlyVoided('id')})`,
    ...['doctor_said', 'doctor_replaced', 'doctor_unsaid'].map(
      (name) => `CREATE TEMP TABLE ${name} (LIKE listing_price) ON COMMIT DROP`,
    ),
    `INSERT INTO doctor_said (listing_id, effective_at, recorded_at, price_eur)
      SELECT listing_id, effective_at, recorded_at, price_eur FROM (${saidPrices}) AS s
      WHERE listing_id IN (SELECT id FROM listing WHERE id > $1 AND id <= $2)`,
    'CREATE INDEX ON doctor_said (listing_id, effective_at, recorded_at)',
    'ANALYZE doctor_said',
    `INSERT INTO doctor_replaced (listing_id, effective_at, recorded_at, price_eur)
      SELECT p.listing_id, p.effective_at, p.recorded_at, p.price_eur FROM listing_price AS p JOIN doctor_said AS s ON ${same}
      WHERE p.price_eur IS DISTINCT FROM s.price_eur AND ${isMended('p.listing_id')}
        AND NOT EXISTS (SELECT FROM listing_price AS later
          WHERE (later.listing_id, later.effective_at) = (p.listing_id, p.effective_at) AND later.recorded_at > p.recorded_at)`,
    `UPDATE listing_price AS p SET price_eur = s.price_eur FROM doctor_said AS s
      WHERE ${same} AND p.price_eur IS DISTINCT FROM s.price_eur AND ${isMended('p.listing_id')}`,
    `INSERT INTO listing_price (listing_id, effective_at, recorded_at, price_eur)
      SELECT listing_id, effective_at, recorded_at, price_eur FROM doctor_said ON CONFLICT DO NOTHING`,
    `INSERT INTO doctor_unsaid (listing_id, effective_at, recorded_at, price_eur)
      SELECT p.listing_id, p.effective_at, p.recorded_at, p.price_eur FROM listing_price AS p
      WHERE listing_id > $1 AND listing_id <= $2 AND NOT EXISTS (SELECT FROM doctor_said AS s WHERE ${same})
        AND listing_id IN (${toldFromTheFirst}) AND ${isMended('listing_id')}`,
    `DELETE FROM listing_price AS p USING doctor_unsaid AS s WHERE ${same}`,
  ]);
}

/**
 * Version, number and last update of each listing are no earlier than those of its last change (H3, H7). The last update
 * never becomes an instant that has not come: whatever is written next would be later still.
 */
export async function putBackVersions(tx: Transaction, range: Range): Promise<void> {
  await runAll(tx, range, [
    `SELECT setval('listing_feed_seq', latest.feed_seq)
      FROM (SELECT max(feed_seq) AS feed_seq FROM listing_change WHERE listing_id > $1 AND listing_id <= $2) AS latest
      WHERE latest.feed_seq > (SELECT last_value FROM listing_feed_seq)`,
    `UPDATE listing AS l SET version = c.version, feed_seq = c.feed_seq,
        updated_date = greatest(l.updated_date, least(c.effective_at, listing_clock()))
      FROM (${lastChange}) AS c
      WHERE l.id = c.listing_id AND c.kind <> 'deleted' AND (l.version < c.version OR l.version = c.version
        AND l.feed_seq <> c.feed_seq AND NOT (l.feed_seq = 0 AND c.kind = 'created'))`,
    `UPDATE listing AS l SET updated_date = c.effective_at FROM (${lastChange}) AS c
      WHERE l.id = c.listing_id AND c.kind <> 'deleted' AND l.updated_date > greatest(c.effective_at, listing_clock())`,
    `UPDATE listing AS l SET updated_date = least(greatest(p.latest, c.effective_at), listing_clock())
      FROM (
        SELECT listing_id, max(effective_at) AS latest FROM listing_price AS p
        WHERE listing_id > $1 AND listing_id <= $2 AND NOT ${isOfFuture('p')} GROUP BY listing_id
      ) AS p LEFT JOIN (${lastChange}) AS c USING (listing_id)
      WHERE l.id = p.listing_id AND l.updated_date < p.latest`,
  ]);
}

/** Says since when the attributes of each listing hold, where nothing but the past ones tells it (H3). */
export async function putBackDescribed(tx: Transaction, range: Range): Promise<void> {
  await runAll(tx, range, [
    `UPDATE listing AS l SET described_date = ${describedDate}
      WHERE l.id > $1 AND l.id <= $2 AND l.described_date <> ${describedDate} AND ${isCutOff('l.id')}`,
  ]);
}

/**
 * Makes `price` of each listing the one in force (H4). Another one is set aside, to be recorded as a price of now; but
 * of a listing whose first changes were trimmed one that its history has.
 */
export async function putBackCurrentPrices(tx: Transaction, range: Range): Promise<void> {
  await runAll(tx, range, [
    `INSERT INTO listing_price (listing_id, effective_at, recorded_at, price_eur)
      SELECT l.id, least(l.updated_date, clock.now), clock.now, l.price
      FROM listing AS l CROSS JOIN (SELECT listing_clock() AS now) AS clock
      WHERE l.id > $1 AND l.id <= $2 AND NOT EXISTS (SELECT FROM listing_price AS p
        WHERE p.listing_id = l.id AND NOT ${isOfFuture('p')})`,
    'CREATE TEMP TABLE doctor_current (listing_id bigint, price numeric, in_force numeric) ON COMMIT DROP',
    `INSERT INTO doctor_current (listing_id, price, in_force)
      SELECT l.id, l.price, f.price_eur FROM listing AS l JOIN (${pricesInForce}) AS f ON f.listing_id = l.id
      WHERE l.id > $1 AND l.id <= $2 AND l.price <> f.price_eur AND ${isMended('l.id')}`,
    'UPDATE listing AS l SET price = c.in_force FROM doctor_current AS c WHERE c.listing_id = l.id',
    `DELETE FROM doctor_current AS n WHERE ${isCutOff('n.listing_id')}
      AND EXISTS (SELECT FROM listing_price AS p WHERE p.listing_id = n.listing_id AND p.price_eur = n.price)`,
  ]);
}

/** Adds the changes that listings were created, where the feed has none of them, each with all its prices (H7). */
export async function tellListings(tx: Transaction, range: Range): Promise<void> {
  await runAll(tx, range, [
    'CREATE TEMP TABLE doctor_untold (id bigint) ON COMMIT DROP',
    `INSERT INTO doctor_untold (id) SELECT l.id FROM listing AS l WHERE l.id > $1 AND l.id <= $2 AND ${isUntold('l.id')}`,
    `UPDATE listing AS l SET feed_seq = nextval('listing_feed_seq'), updated_date = least(l.updated_date, listing_clock())
      FROM doctor_untold AS u WHERE u.id = l.id`,
    `INSERT INTO listing_change
        (listing_id, version, feed_key, feed_seq, kind, effective_at, recorded_at, changed, prices, actor, reason)
      SELECT l.id, l.version, pg_current_xact_id(), l.feed_seq, 'created', l.updated_date, listing_clock(),
        jsonb_strip_nulls(listing_members(l)), p.prices, listing_actor(), listing_reason()
      FROM doctor_untold AS u JOIN listing AS l USING (id) CROSS JOIN LATERAL (
        SELECT jsonb_agg(jsonb_build_array(listing_instant(effective_at), listing_instant(recorded_at), NULL, price_eur)
          ORDER BY effective_at, recorded_at) AS prices
        FROM listing_price AS r WHERE listing_id = l.id AND NOT ${isOfFuture('r')}
      ) AS p`,
  ]);
}

/** Adds the changes that listings were deleted, where the feed does not say it, and blanks those before (H6). */
export async function tellDeletions(tx: Transaction, range: Range): Promise<void> {
  await runAll(tx, range, [
    `INSERT INTO listing_change
        (listing_id, version, feed_key, feed_seq, kind, effective_at, recorded_at, changed, actor, reason)
      SELECT c.listing_id, c.version + 1, greatest(pg_current_xact_id(), c.feed_key), nextval('listing_feed_seq'), 'deleted',
        d.at, d.at, '{}', listing_actor(), listing_reason()
      FROM (${lastChange}) AS c CROSS JOIN LATERAL (
        SELECT greatest(listing_clock(), c.effective_at + interval '1 millisecond')
      ) AS d (at)
      WHERE ${isGone('c.listing_id')} AND NOT EXISTS (SELECT FROM listing_change AS e
        WHERE e.listing_id = c.listing_id AND e.kind = 'deleted')`,
    `UPDATE listing_change AS c SET changed = listing_blank(c.changed), reason = NULL
      FROM listing_change AS d
      WHERE d.listing_id > $1 AND d.listing_id <= $2 AND d.kind = 'deleted' AND d.listing_id = c.listing_id
        AND c.version < d.version AND ${isGone('d.listing_id')} AND ${hasPersonalData}`,
  ]);
}
