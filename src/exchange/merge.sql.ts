import type { Transaction } from '../db/session.ts';
import { observed } from './staging.sql.ts';

const stated = observed.join(', ');
const sameState = `(${observed.map((column) => `l.${column}`).join(', ')}) IS NOT DISTINCT FROM (${observed
  .map((column) => `s.${column}`)
  .join(', ')})`;

/** Lets the import state when things happened, up to the end of the transaction. */
export async function allowBackdating(tx: Transaction): Promise<void> {
  await tx.query({ text: "SELECT set_config('app.backdate', 'on', true)" });
}

/** Fills `import_step` with the lines of the references from `after` (exclusive) to `last`, superseded ones left out. */
export async function loadSteps(tx: Transaction, { after, last }: { after: string; last: string }): Promise<void> {
  await tx.query({ text: 'TRUNCATE import_step' });
  await tx.query({
    text: `INSERT INTO import_step (line, reference, observed_at, ${stated})
      SELECT DISTINCT ON (reference, observed_at) line, reference, observed_at, ${stated}
      FROM import_line WHERE reference > $1 AND reference <= $2
      ORDER BY reference, observed_at, line DESC`,
    values: [after, last],
  });
  // The figures of the first batch hold for the others.
  if (after === '') await tx.query({ text: 'ANALYZE import_step' });
}

/** Creates the listings that are new, each as its first line says. @returns how many. */
export async function insertNewListings(tx: Transaction): Promise<number> {
  const { rowCount } = await tx.query({
    text: `WITH created AS (
        INSERT INTO listing (reference, created_date, updated_date, ${stated})
        SELECT DISTINCT ON (reference) reference, observed_at, observed_at, ${stated}
        FROM import_step AS s
        WHERE NOT EXISTS (SELECT FROM listing AS l WHERE l.reference = s.reference)
        ORDER BY reference, observed_at
        ON CONFLICT (reference) DO NOTHING
        RETURNING id, reference, updated_date
      )
      UPDATE import_step AS s SET listing_id = created.id, created = true
      FROM created WHERE s.reference = created.reference AND s.observed_at = created.updated_date`,
  });
  return rowCount;
}

/**
 * Locks the listings of the batch, in the order of their ids, and tells each line its listing; those that a line of the
 * batch has just created are locked by that, and their line knows.
 * @returns how many lines have none: it was deleted in the meantime.
 */
export async function lockListings(tx: Transaction): Promise<number> {
  await tx.query({
    text: `UPDATE import_step AS s SET listing_id = l.id, late = s.observed_at < l.updated_date
      FROM (
        SELECT id, reference, updated_date FROM listing
        WHERE reference IN (SELECT reference FROM import_step WHERE listing_id IS NULL)
        ORDER BY id FOR NO KEY UPDATE
      ) AS l
      WHERE l.reference = s.reference AND s.listing_id IS NULL`,
  });
  const { rows } = await tx.query<{ missing: number }>({
    text: 'SELECT count(*) AS missing FROM import_step WHERE listing_id IS NULL',
  });
  return rows[0]?.missing ?? 0;
}

/** Numbers the lines that are not late, by listing, from 1; the line that created a listing is done. @returns the highest. */
export async function numberSteps(tx: Transaction): Promise<number> {
  await tx.query({
    text: `UPDATE import_step AS s SET step = numbered.step
      FROM (
        SELECT line, row_number() OVER (PARTITION BY listing_id ORDER BY observed_at) AS step
        FROM import_step WHERE NOT late AND NOT created
      ) AS numbered
      WHERE s.line = numbered.line`,
  });
  const { rows } = await tx.query<{ last: number | null }>({ text: 'SELECT max(step) AS last FROM import_step' });
  return rows[0]?.last ?? 0;
}

export type MergedRow = { listing_id: number; repriced: boolean };

/** Brings the listings to what their n-th line says, where that is something else. */
export async function applyStep(tx: Transaction, step: number): Promise<MergedRow[]> {
  const { rows } = await tx.query<MergedRow>({
    text: `WITH step AS (
        SELECT s.*, s.price <> l.price AS repriced
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
 * Adds the prices of late lines, those about an instant before the listing's last change, to the history: each where
 * the price in force then, by what is stored and by the late line before it, was another.
 */
export async function insertLatePrices(tx: Transaction): Promise<MergedRow[]> {
  const { rows } = await tx.query<MergedRow>({
    text: `INSERT INTO listing_price (listing_id, effective_at, recorded_at, price_eur)
      SELECT late.listing_id, late.observed_at, listing_record_time(late.listing_id, late.observed_at), late.price
      FROM (
        SELECT listing_id, observed_at, price, lag(observed_at) OVER by_time AS before_at, lag(price) OVER by_time AS before
        FROM import_step WHERE late
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
