import type { Transaction } from '../db/session.ts';
import { type Batch, observed } from './staging.sql.ts';

const stated = observed.join(', ');
const said = (column: string) =>
  column === 'price' ? 'CASE WHEN s.known THEN l.price ELSE s.price END' : `s.${column}`;
const sameState = `(${observed.map((column) => `l.${column}`).join(', ')}) IS NOT DISTINCT FROM (${observed
  .map(said)
  .join(', ')})`;

/** Lets the import state when things happened, up to the end of the transaction. */
export async function allowBackdating(tx: Transaction): Promise<void> {
  await tx.query({ text: "SELECT set_config('app.backdate', 'on', true)" });
}

const inRange = 'reference > $1 AND reference <= $2';

/** Creates the listings that are new, each as its first line says, and notes those that bear its reference. @returns how many. */
export async function insertNewListings(tx: Transaction, { after, last }: Batch): Promise<number> {
  const { rowCount } = await tx.query({
    text: `WITH created AS (
        INSERT INTO listing (reference, created_date, updated_date, ${stated})
        SELECT DISTINCT ON (reference) reference, observed_at, observed_at, ${stated}
        FROM import_line AS s
        WHERE ${inRange} AND NOT EXISTS (SELECT FROM listing AS l WHERE l.reference = s.reference)
        ORDER BY reference, observed_at
        ON CONFLICT (reference) DO NOTHING
        RETURNING reference, id, updated_date
      )
      INSERT INTO import_listing (reference, listing_id, since, created)
      SELECT reference, id, updated_date, true FROM created
      WHERE reference IN (SELECT reference FROM import_line WHERE ${inRange})`,
    values: [after, last],
  });
  return rowCount;
}

/**
 * Locks the other listings of the batch, in the order of their ids, and notes them; those that were just created are
 * locked by that. @returns how many.
 */
export async function lockListings(tx: Transaction, { after, last }: Batch): Promise<number> {
  const { rowCount } = await tx.query({
    text: `INSERT INTO import_listing (reference, listing_id, since, created)
      SELECT reference, id, updated_date, false
      FROM (
        SELECT id, reference, updated_date FROM listing
        WHERE reference IN (SELECT reference FROM import_line WHERE ${inRange} EXCEPT SELECT reference FROM import_listing)
        ORDER BY id FOR NO KEY UPDATE
      ) AS locked`,
    values: [after, last],
  });
  return rowCount;
}

/**
 * Fills `import_step` with the lines that are still to be brought in: not those that created a listing. Those that are not
 * late are numbered, by listing, from 1. The price of a line is known where it has been stated before for its instant, or
 * for that of a line before it with nothing else between: what was corrected or voided since stays so.
 * @returns the highest number.
 */
export async function loadSteps(tx: Transaction, { after, last }: Batch): Promise<number> {
  await tx.query({
    text: `WITH lines AS (
        SELECT l.listing_id, s.observed_at < l.since AS late, s.*, stated.at AS stated_at,
          s.price IS DISTINCT FROM lag(s.price) OVER (PARTITION BY l.listing_id ORDER BY s.observed_at) AS begins
        FROM import_line AS s JOIN import_listing AS l USING (reference)
          LEFT JOIN LATERAL (
            SELECT max(p.effective_at) AS at FROM listing_price AS p
            WHERE NOT l.created AND p.listing_id = l.listing_id AND p.effective_at <= s.observed_at
          ) AS stated ON true
        WHERE ${inRange} AND NOT (l.created AND s.observed_at = l.since)
      ), alike AS (
        SELECT *, count(*) FILTER (WHERE begins) OVER (PARTITION BY listing_id ORDER BY observed_at) AS run FROM lines
      ), traced AS (
        SELECT *, max(observed_at) FILTER (WHERE observed_at = stated_at)
          OVER (PARTITION BY listing_id, run ORDER BY observed_at) AS said_at FROM alike
      )
      INSERT INTO import_step (listing_id, observed_at, late, known, step, ${stated})
      SELECT listing_id, observed_at, late,
        coalesce(said_at = stated_at, false) AND EXISTS (SELECT FROM listing_price AS p
          WHERE (p.listing_id, p.effective_at, p.price_eur) = (traced.listing_id, traced.stated_at, traced.price)) AS known,
        CASE WHEN NOT late THEN row_number() OVER (PARTITION BY listing_id, late ORDER BY observed_at) END, ${stated}
      FROM traced`,
    values: [after, last],
  });
  const { rows } = await tx.query<{ last: number | null }>({ text: 'SELECT max(step) AS last FROM import_step' });
  return rows[0]?.last ?? 0;
}

/** A reference of the batch whose listing is not noted. */
export async function selectMissing(tx: Transaction, { after, last }: Batch): Promise<string | undefined> {
  const { rows } = await tx.query<{ reference: string }>({
    text: `SELECT reference FROM import_line WHERE ${inRange}
      EXCEPT SELECT reference FROM import_listing ORDER BY reference LIMIT 1`,
    values: [after, last],
  });
  return rows[0]?.reference;
}

export type MergedRow = { listing_id: number; repriced: boolean };

/** Brings the listings to what their n-th line says, where that is something else. */
export async function applyStep(tx: Transaction, step: number): Promise<MergedRow[]> {
  const { rows } = await tx.query<MergedRow>({
    text: `WITH step AS (
        SELECT s.listing_id, s.observed_at, s.price <> l.price AND NOT s.known AS repriced,
          ${observed.map((column) => `${said(column)} AS ${column}`).join(', ')}
        FROM import_step AS s JOIN listing AS l ON l.id = s.listing_id
        WHERE s.step = $1 AND NOT (${sameState})
      )
      UPDATE listing AS l SET updated_date = step.observed_at, ${observed.map((column) => `${column} = step.${column}`).join(', ')}
      FROM step WHERE l.id = step.listing_id
      RETURNING l.id AS listing_id, step.repriced`,
    values: [step],
  });
  return rows;
}

/**
 * Adds the prices of late lines, those about an instant before the listing's last change, to the history: each that is
 * not known, where the price in force then, by what is stored and by the late line before it, was another.
 */
export async function insertLatePrices(tx: Transaction): Promise<MergedRow[]> {
  const { rows } = await tx.query<MergedRow>({
    text: `INSERT INTO listing_price (listing_id, effective_at, recorded_at, price_eur)
      SELECT late.listing_id, late.observed_at, listing_record_time(late.listing_id, late.observed_at), late.price
      FROM (
        SELECT listing_id, observed_at, price, lag(observed_at) OVER by_time AS before_at, lag(price) OVER by_time AS before
        FROM import_step WHERE late AND NOT known
        WINDOW by_time AS (PARTITION BY listing_id ORDER BY observed_at)
      ) AS late
      LEFT JOIN LATERAL (
        SELECT stated.price_eur
        FROM (
          SELECT DISTINCT ON (p.effective_at) p.effective_at, p.price_eur
          FROM listing_price AS p
          WHERE p.listing_id = late.listing_id AND p.effective_at <= late.observed_at
          ORDER BY p.effective_at DESC, p.recorded_at DESC
        ) AS stated
        WHERE stated.price_eur IS NOT NULL AND (late.before_at IS NULL OR stated.effective_at > late.before_at)
        ORDER BY stated.effective_at DESC
        LIMIT 1
      ) AS in_force ON true
      WHERE late.price IS DISTINCT FROM coalesce(in_force.price_eur, late.before)
      RETURNING listing_id, true AS repriced`,
  });
  return rows;
}
