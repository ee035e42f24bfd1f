import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { type Diagnosis, examine } from '../../src/doctor/examine.ts';
import { findings, inWords, silently } from '../support/examined.ts';
import { addPrice, assertInLine } from '../support/history.ts';
import { addListing } from '../support/listing-rows.ts';
import { createTestDatabase, type TestDatabase } from '../support/test-database.ts';
import type { Damage } from './damage.ts';
import { ofAttributes } from './damages-of-attributes.ts';
import { ofFeed } from './damages-of-feed.ts';
import { ofPrices } from './damages-of-prices.ts';
import { ofSearch } from './damages-of-search.ts';

let database: TestDatabase;
before(async () => {
  database = await createTestDatabase();
});
after(() => database.drop());

const damages: readonly Damage[] = [...ofPrices, ...ofAttributes, ...ofFeed, ...ofSearch];

for (const damage of damages) {
  const { what, finds, leaves = [], restores, prices } = damage;
  test(what, async () => {
    const { id, before } = await addDamaged(damage);
    try {
      assertMatch(butSearch(await findings(database.db, { replay: true }), finds), finds, id);
      const repaired = await examine(database.db, { repair: true, replay: true });
      assert.deepEqual(repaired.refused, []);
      const left = inWords(repaired);
      assertMatch(leaves.length > 0 ? butSearch(left, leaves) : left, leaves, id);
      if (restores) assert.deepEqual(await attributesOf(id), before);
      if (prices)
        assert.deepEqual(await pricesAndLast(id), [...prices, ...(leaves.length > 0 ? [] : prices.slice(-1))]);
      if (leaves.length === 0) await assertStillRecords(id);
      else assert.deepEqual(await findings(database.db, { replay: true }), left);
    } finally {
      await forget(id);
    }
  });
}

/** So few at once that each of their findings is told. */
const atOnce = 8;

for (let from = 0; from < damages.length; from += atOnce) {
  const some = damages.slice(from, from + atOnce);
  test(`what doctor says of a repair happens: ${some.map(({ what }) => what).join('; ')}`, async () => {
    const ids: number[] = [];
    try {
      for (const damage of some) ids.push((await addDamaged(damage)).id);
      const attributes = () => Promise.all(ids.map(attributesOf));
      const damaged = await attributes();
      await examine(database.db, { repair: true });
      assert.deepEqual(await attributes(), damaged);
      assert.doesNotMatch(mends(await examine(database.db, { replay: true })), /doctor --repair: /);
      const repaired = await examine(database.db, { repair: true, replay: true });
      assert.doesNotMatch(mends(repaired), /doctor --repair( --replay)?: /);
    } finally {
      for (const id of ids) await forget(id);
    }
  });
}

test('nothing is left of all of them', async () => await assertSound());

/** How what is found is to be mended, and what is found. */
function mends({ examined }: Diagnosis): string {
  const all = [...examined].flatMap(([name, { found }]) =>
    found.findings.map(({ what, mend }) => `${name} ${what} → ${mend}`),
  );
  return all.join('\n');
}

async function addDamaged({ first = 'SELECT 1', by }: Damage): Promise<{ id: number; before: unknown }> {
  const id = await addListing(database);
  for (const set of ['price = 90000', "name = 'Moulin', description = 'Old.'", 'price = 80000'])
    await database.sql(`UPDATE listing SET ${set} WHERE id = $1`, [id]);
  await database.sql(first.replaceAll('ID', String(id)));
  const before = await attributesOf(id);
  await silently(database, by.replaceAll('ID', String(id)));
  return { id, before };
}

/** What a listing says of itself but its price, and all its past attributes. */
async function attributesOf(id: number): Promise<unknown> {
  return await database.sql(
    `SELECT l.name, l.description, l.described_date, (
       SELECT jsonb_agg(p ORDER BY version) FROM listing_past AS p WHERE p.listing_id = l.id
     ) AS past
     FROM listing AS l WHERE id = $1`,
    [id],
  );
}

/** What is found but for what listings are searched by, which goes with most damages, where that is not what a test is about. */
function butSearch(found: string[], expected: RegExp[]): string[] {
  const isExpected = expected.some((pattern) => pattern.source.startsWith('^search'));
  return isExpected ? found : found.filter((text) => !text.startsWith('search '));
}

function assertMatch(found: string[], expected: RegExp[], id: number): void {
  assert.equal(found.length, expected.length, found.join('\n') || 'nothing is found');
  for (const [at, pattern] of expected.entries()) {
    assert.match(found[at] ?? '', pattern);
    assert.ok(found[at]?.includes(`listing ${id} at `), found[at]);
  }
}

/** Its prices in the order of their instants, then that of the listing. */
async function pricesAndLast(id: number): Promise<unknown[]> {
  const rows = await database.sql<{ price: number }>(
    `(SELECT price_eur AS price FROM listing_price WHERE listing_id = $1 ORDER BY effective_at, recorded_at)
     UNION ALL SELECT price FROM listing WHERE id = $1`,
    [id],
  );
  return rows.map(({ price }) => price);
}

async function assertStillRecords(id: number): Promise<void> {
  await database.sql('UPDATE listing SET price = price + 1 WHERE id = $1', [id]);
  const there = await database.sql('SELECT FROM listing WHERE id = $1', [id]);
  if (there.length > 0) await addPrice(database, [id, 5]);
  await assertSound();
  await assertInLine(database);
}

async function assertSound(): Promise<void> {
  assert.deepEqual(await findings(database.db, { replay: true }), []);
}

/** Takes what cannot be mended out of the way of the next test, which begins with what is found of its own damage only. */
async function forget(id: number): Promise<void> {
  await silently(
    database,
    ...['listing_change', 'listing_price', 'listing_past', 'listing_words'].map(
      (table) => `DELETE FROM ${table} WHERE listing_id = ${id}`,
    ),
    `DELETE FROM listing WHERE id = ${id}`,
  );
}
