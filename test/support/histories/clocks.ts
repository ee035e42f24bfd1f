import type { Instant } from '../../../src/db/values.ts';
import type { TestDatabase } from '../test-database.ts';
import type { Clocks } from './model.ts';

type Row = { version: number; recorded_at: Instant; prices: [Instant, Instant][] | null };

/**
 * When the database learnt of a version, and of the prices that were stated with it: what no answer tells. It is taken
 * from the feed, the rest of the model is not.
 */
export async function clocksOf(
  { sql }: Pick<TestDatabase, 'sql'>,
  of: { id: number; version: number },
): Promise<Clocks> {
  return toClocks(await sql<Row>(`${select} WHERE listing_id = $1 AND version = $2`, [of.id, of.version]));
}

/** The same of every version of a listing, also of one that is gone. */
export async function allClocksOf({ sql }: Pick<TestDatabase, 'sql'>, id: number): Promise<Clocks> {
  return toClocks(await sql<Row>(`${select} WHERE listing_id = $1 ORDER BY version`, [id]));
}

export type Made = { id: number; reference: string; version: number; clocks: Clocks };

/** The listings that a writer wrote who has a name of its own, each with the first version that it made. */
export async function madeBy({ sql }: Pick<TestDatabase, 'sql'>, actor: string): Promise<Made[]> {
  const rows = await sql<Row & { listing_id: number; reference: string }>(
    `${select} WHERE actor = $1 ORDER BY listing_id, version`,
    [actor],
  );
  return [...Map.groupBy(rows, (row) => row.listing_id)].map(([id, [first, ...more]]) => ({
    ...{ id, version: first?.version ?? 0, reference: first?.reference ?? '' },
    clocks: toClocks(first ? [first, ...more] : []),
  }));
}

const select = `SELECT listing_id, version, recorded_at, prices, (
    SELECT first.changed ->> 'reference' FROM listing_change AS first WHERE first.listing_id = c.listing_id AND first.version = 1
  ) AS reference
  FROM listing_change AS c`;

function toClocks(rows: readonly Row[]): Clocks {
  return {
    versions: new Map(rows.map((row) => [row.version, row.recorded_at])),
    prices: new Map(rows.flatMap((row) => row.prices ?? []).map(([effective, recorded]) => [effective, recorded])),
  };
}
