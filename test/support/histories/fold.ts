import assert from 'node:assert/strict';
import type { Change } from '../../../src/changes/change.ts';
import type { TestDatabase } from '../test-database.ts';

type Folded = {
  members: Record<string, unknown>;
  version: number;
  updated: string;
  prices: (string | number | null)[][];
};

/** Columns that follow from others, or from when they were written. */
const ofTheDatabase = new Set([
  ...['described_date', 'recorded_date', 'feed_seq'],
  ...['price_date', 'previous_price', 'previous_price_date', 'lowest_price'],
]);

/** H8: folding the feed from its start gives the tables as they are. */
export async function assertFolds({ sql }: Pick<TestDatabase, 'sql'>, changes: readonly Change[]): Promise<void> {
  const folded = new Map<number, Folded>();
  for (const change of changes) fold(folded, change);
  const stored = await sql<Record<string, unknown> & { id: number }>('SELECT * FROM listing ORDER BY id');
  const prices = await sql<{ id: number; row: (string | number | null)[] }>(
    `SELECT listing_id AS id, jsonb_build_array(listing_instant(effective_at), listing_instant(recorded_at), price_eur) AS row
     FROM listing_price ORDER BY listing_id, effective_at, recorded_at`,
  );
  const rows = Map.groupBy(prices, ({ id }) => id);
  assert.deepEqual(
    [...folded.keys()].toSorted((a, b) => a - b),
    stored.map(({ id }) => id),
  );
  for (const { id, version, updated_date, price, ...others } of stored) {
    const members = Object.fromEntries(Object.entries(others).filter(([name]) => !ofTheDatabase.has(name)));
    const one = folded.get(id);
    assert.deepEqual({ ...one?.members, ...absent(members, one) }, { ...members, price_eur: price });
    assert.deepEqual([one?.version, one?.updated], [version, updated_date]);
    assert.deepEqual(
      one?.prices.toSorted(),
      rows.get(id)?.map(({ row }) => row),
    );
  }
}

/** The feed of a created listing leaves out what is null. */
function absent(members: Record<string, unknown>, one: Folded | undefined): Record<string, null> {
  const names = Object.keys(members).filter((name) => one?.members[name] === undefined);
  return Object.fromEntries(names.map((name) => [name, null]));
}

function fold(folded: Map<number, Folded>, change: Change): void {
  const { listing_id, version, kind, changed, effective_at, recorded_at } = change;
  if (kind === 'deleted') return void folded.delete(listing_id);
  const before = folded.get(listing_id) ?? { members: {}, prices: [] };
  const members = Object.fromEntries(Object.entries(changed).map(([member, { to }]) => [member, to]));
  const stated = changed.price_eur ? [[effective_at, recorded_at, changed.price_eur.to]] : [];
  const prices = change.prices?.map((row) => [row.effective_at, row.recorded_at, row.to]) ?? stated;
  folded.set(listing_id, {
    ...{ members: { ...before.members, ...members }, version, updated: effective_at },
    prices: [...before.prices, ...prices],
  });
}
