import type { Queryable } from '../db/queryable.ts';
import type { Session, Transaction } from '../db/session.ts';
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

export async function copyLines(tx: Transaction, rows: AsyncIterable<string>): Promise<void> {
  await tx.copy(`COPY import_line (line, reference, observed_at, ${observed.join(', ')}) FROM STDIN`, rows);
}

/** An observation as a row of `import_line`. */
export function stagingRow(line: number, { observed_at, ...listing }: Observation): string {
  const values = toValues(listing);
  return copyRow([line, listing.reference, observed_at, ...observed.map((column) => values[column])]);
}

/** Orders what was staged. @returns how many references there are, and how many lines are superseded. */
export async function indexStaging(session: Session): Promise<{ references: number; superseded: number }> {
  await session.query({ text: 'CREATE INDEX ON import_line (reference, observed_at, line DESC)' });
  await session.query({ text: 'ANALYZE import_line (reference, observed_at)' });
  const { rows } = await session.query<{ references: number; superseded: number }>({
    text: `SELECT count(*) AS superseded, (SELECT count(DISTINCT reference) FROM import_line) AS "references"
      FROM (
        SELECT lead(line) OVER (PARTITION BY reference, observed_at ORDER BY line) AS later FROM import_line
      ) AS lines
      WHERE later IS NOT NULL`,
  });
  return rows[0] ?? { references: 0, superseded: 0 };
}

/** The last reference of the next batch of about `lines` lines; a reference is never divided. */
export async function batchEnd(db: Queryable, after: string, lines: number): Promise<string | undefined> {
  const { rows } = await db.query<{ last: string | null }>({
    text: `SELECT max(reference) AS last
      FROM (SELECT reference FROM import_line WHERE reference > $1 ORDER BY reference LIMIT $2) AS next`,
    values: [after, lines],
  });
  return rows[0]?.last ?? undefined;
}

/** Forgets the batch before. */
export async function clearBatch(tx: Transaction): Promise<void> {
  await tx.query({ text: 'TRUNCATE import_listing, import_step' });
}

/** How many listings the batch has, and how many of the touched ones were there before. */
export async function countReferences(tx: Transaction, touched: number[]): Promise<{ all: number; updated: number }> {
  const { rows } = await tx.query<{ all: number; updated: number }>({
    text: `SELECT count(*) AS "all", count(*) FILTER (WHERE listing_id = ANY ($1::bigint[]) AND NOT created) AS updated
      FROM import_listing`,
    values: [touched],
  });
  return rows[0] ?? { all: 0, updated: 0 };
}

/** The database's clock, in UTC milliseconds. */
export async function databaseNow(db: Queryable): Promise<number> {
  const { rows } = await db.query<{ now: string }>({ text: 'SELECT listing_clock() AS now' });
  return Date.parse(rows[0]?.now ?? '');
}
