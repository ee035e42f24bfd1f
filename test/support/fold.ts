import {
  attributeNames,
  type FoldedListing,
  foldChanges,
  type RecordedChange,
} from '../../src/changes/fold-changes.ts';
import { priceRows, type State } from './history.ts';
import type { TestDatabase } from './test-database.ts';

type Sql = Pick<TestDatabase, 'sql'>;

/** What the changes of a listing make of it. */
export async function folded({ sql }: Sql, id: number): Promise<FoldedListing | undefined> {
  return foldChanges(
    await sql<RecordedChange>(
      `SELECT version, kind, effective_at, recorded_at, changed, prices FROM listing_change
       WHERE listing_id = $1 ORDER BY version`,
      [id],
    ),
  );
}

/** The same of what the tables have. */
export async function stored({ sql }: Sql, id: number): Promise<FoldedListing | undefined> {
  const names = attributeNames.join(', ');
  const [row] = await sql<State & { described_date: string } & Record<string, string>>(
    `SELECT version, price, created_date, updated_date, described_date, ${names} FROM listing WHERE id = $1`,
    [id],
  );
  if (!row) return undefined;
  const { version, price, created_date, updated_date, described_date, ...attributes } = row;
  const past = await sql<FoldedListing['past'][number] & Record<string, string>>(
    `SELECT version, valid_from, valid_to, superseded_at, ${names} FROM listing_past WHERE listing_id = $1 ORDER BY version`,
    [id],
  );
  return {
    ...{ version, price, created_date, updated_date, described_date, attributes },
    prices: await priceRows({ sql }, id),
    past: past.map(({ version, valid_from, valid_to, superseded_at, ...attributes }) => ({
      ...{ version, valid_from, valid_to, superseded_at, attributes },
    })),
  };
}
