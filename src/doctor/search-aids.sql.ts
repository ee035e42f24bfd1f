import type { Transaction } from '../db/session.ts';
import type { Found } from './finding.ts';
import { find, type Range } from './range.sql.ts';

/** What search asks of the prices of a listing, from its history: the newest two of those in force, and the lowest. */
const fromHistory = `SELECT listing_id, max(effective_at) FILTER (WHERE age = 1) AS price_date,
    max(price_eur) FILTER (WHERE age = 2) AS previous_price, max(effective_at) FILTER (WHERE age = 2) AS previous_price_date,
    min(price_eur) AS lowest_price
  FROM (
    SELECT listing_id, effective_at, price_eur, row_number() OVER (PARTITION BY listing_id ORDER BY effective_at DESC) AS age
    FROM (
      SELECT DISTINCT ON (listing_id, effective_at) listing_id, effective_at, price_eur
      FROM listing_price WHERE listing_id > $1 AND listing_id <= $2
      ORDER BY listing_id DESC, effective_at DESC, recorded_at DESC
    ) AS stated WHERE price_eur IS NOT NULL
  ) AS aged GROUP BY listing_id`;

const aids = ['price_date', 'previous_price', 'previous_price_date', 'lowest_price'];
const aidsOf = (table: string) => `(${aids.map((column) => `${table}.${column}`).join(', ')})`;
const wordsOf = (l: string) =>
  `listing_words_of(concat_ws(' ', ${l}.name, ${l}.description, ${l}.street_address, ${l}.city))`;

/** What listings are found by is what follows from them and their prices. */
export async function findWrongSearchAids(tx: Transaction, range: Range): Promise<Found> {
  const text = `SELECT l.id AS listing_id, l.updated_date AS at, 'search has other prices of it than its history' AS what,
      'doctor --repair: derives them again' AS mend
    FROM listing AS l LEFT JOIN (${fromHistory}) AS h ON h.listing_id = l.id
    WHERE l.id > $1 AND l.id <= $2 AND ${aidsOf('l')} IS DISTINCT FROM ${aidsOf('h')}
    UNION ALL
    SELECT l.id, l.updated_date, 'search has other words of it', 'doctor --repair: derives them again'
    FROM listing AS l LEFT JOIN listing_words AS w ON w.listing_id = l.id
    WHERE l.id > $1 AND l.id <= $2 AND w.words IS DISTINCT FROM ${wordsOf('l')}`;
  return await find(tx, text, range);
}

/** Derives again what listings are found by, with the triggers silent. */
export async function putBackSearchAids(tx: Transaction, { after, last }: Range): Promise<void> {
  const values = [after, last];
  await tx.query({
    text: `UPDATE listing AS l SET ${aids.map((column) => `${column} = h.${column}`).join(', ')}
      FROM listing AS same LEFT JOIN (${fromHistory}) AS h ON h.listing_id = same.id
      WHERE l.id = same.id AND l.id > $1 AND l.id <= $2 AND ${aidsOf('l')} IS DISTINCT FROM ${aidsOf('h')}`,
    values,
  });
  await tx.query({
    text: `INSERT INTO listing_words AS w (listing_id, words)
      SELECT l.id, ${wordsOf('l')} FROM listing AS l WHERE l.id > $1 AND l.id <= $2
      ON CONFLICT (listing_id) DO UPDATE SET words = EXCLUDED.words WHERE w.words IS DISTINCT FROM EXCLUDED.words`,
    values,
  });
}
