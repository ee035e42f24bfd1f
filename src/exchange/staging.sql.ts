import type { Queryable } from '../db/queryable.ts';
import type { BulkTransaction, Session, Transaction } from '../db/session.ts';
import { toValues } from '../listings/listing-row.ts';
import { writable } from '../listings/listings.sql.ts';
import { copyRow } from './copy-text.ts';
import type { Observation } from './observation.ts';

/** What an observation says of a listing, column by column; `import_line` and `import_step` have them under these names. */
export const observed = writable.filter((column) => column !== 'reference');

/**
 * The session's own tables: `import_line` takes the whole file, so that of several lines about one instant the last is
 * known wherever it stands; `import_listing` takes the listings of a batch of references, `import_step` those of its
 * lines that are still to be brought in, in their order.
 */
export async function createStaging(session: Session): Promise<void> {
  const columns = `observed_at timestamptz(3) NOT NULL, name text,
    description text, building_type text, street_address text, postal_code text, city text, country text,
    surface_area_m2 double precision, rooms_count integer, bedrooms_count integer, price numeric(14, 2),
    contact_phone_number text`;
  await session.query({
    text: `CREATE TEMP TABLE import_line (line bigint NOT NULL, reference text NOT NULL, ${columns})`,
  });
  await session.query({
    text: `CREATE TEMP TABLE import_listing (reference text NOT NULL, listing_id bigint NOT NULL,
      since timestamptz(3) NOT NULL, created boolean NOT NULL)`,
  });
  await session.query({
    text: `CREATE TEMP TABLE import_step (listing_id bigint NOT NULL, late boolean NOT NULL, known boolean NOT NULL, step integer, ${columns})`,
  });
  await session.query({ text: 'CREATE INDEX ON import_step (step)' });
}

/** Says who makes what the session writes from now on. */
export async function writeAs(session: Session, actor: string): Promise<void> {
  await session.query({ text: "SELECT set_config('app.actor', $1, false)", values: [actor] });
}

export async function copyLines(tx: BulkTransaction, rows: AsyncIterable<string>): Promise<void> {
  await tx.copy(`COPY import_line (line, reference, observed_at, ${observed.join(', ')}) FROM STDIN`, rows);
}

/** An observation as a row of `import_line`. */
export function stagingRow(line: number, { observed_at, ...listing }: Observation): string {
  const values = toValues(listing);
  return copyRow([line, listing.reference, observed_at, ...observed.map((column) => values[column])]);
}

/**
 * Orders what was staged, and removes the lines that later ones supersede.
 * @returns how many references there are, and how many lines were removed.
 */
export async function indexStaging(session: Session): Promise<{ references: number; superseded: number }> {
  await session.query({ text: 'CREATE INDEX ON import_line (reference, observed_at, line DESC)' });
  await session.query({ text: 'ANALYZE import_line (reference, observed_at)' });
  const { rowCount: superseded } = await session.query({
    text: `DELETE FROM import_line WHERE ctid IN (
        SELECT at FROM (
          SELECT ctid AS at, lead(line) OVER (PARTITION BY reference, observed_at ORDER BY line) AS later FROM import_line
        ) AS lines WHERE later IS NOT NULL)`,
  });
  const { rows } = await session.query<{ references: number }>({
    text: 'SELECT count(DISTINCT reference) AS "references" FROM import_line',
  });
  return { references: rows[0]?.references ?? 0, superseded };
}

/** References from `after` (exclusive) to `last`, and how many lines they have. */
export type Batch = { after: string; last: string; references: number; lines: number };

/** The next batch of about `lines` lines; a reference is never divided. */
export async function nextBatch(db: Queryable, after: string, lines: number): Promise<Batch | undefined> {
  const { rows } = await db.query<Batch & { last: string | null }>({
    text: `SELECT last, "references", (SELECT count(*) FROM import_line WHERE reference > $1 AND reference <= last) AS lines
      FROM (
        SELECT max(reference) AS last, count(DISTINCT reference) AS "references"
        FROM (SELECT reference FROM import_line WHERE reference > $1 ORDER BY reference LIMIT $2) AS next
      ) AS batch`,
    values: [after, lines],
  });
  const [batch] = rows;
  return batch && batch.last !== null ? { ...batch, after } : undefined;
}

/** Forgets the batch before. */
export async function clearBatch(tx: Transaction): Promise<void> {
  await tx.query({ text: 'TRUNCATE import_listing, import_step' });
}

/** How many of the touched listings were there before. */
export async function countUpdated(tx: Transaction, touched: number[]): Promise<number> {
  const { rows } = await tx.query<{ updated: number }>({
    text: 'SELECT count(*) AS updated FROM import_listing WHERE listing_id = ANY ($1::bigint[]) AND NOT created',
    values: [touched],
  });
  return rows[0]?.updated ?? 0;
}

/** The database's clock, in UTC milliseconds. */
export async function databaseNow(db: Queryable): Promise<number> {
  const { rows } = await db.query<{ now: string }>({ text: 'SELECT listing_clock() AS now' });
  return Date.parse(rows[0]?.now ?? '');
}
