import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { examine } from '../../src/doctor/examine.ts';
import { findings, silently } from '../support/examined.ts';
import { addPrice, assertInLine } from '../support/history.ts';
import { addListing } from '../support/listing-rows.ts';
import { createTestDatabase, type TestDatabase } from '../support/test-database.ts';

let database: TestDatabase;
before(async () => {
  database = await createTestDatabase();
});
after(() => database.drop());

type Damage = {
  what: string;
  /** SQL that the triggers see, before the damage; ID as there. */
  first?: string;
  /** SQL; ID is the listing: prices 100000, then 90000, then 80000, and two names. */
  by: string;
  /** What is found, in order. */
  finds: RegExp[];
  /** What is left after a repair; left out: nothing. */
  leaves?: RegExp[];
  /** Whether its attributes of now and of the past are after it what they were before the damage. */
  restores?: true;
  /** Prices of the listing after it, in the order of their instants; its own is the last, or follows where findings are left. */
  prices?: (number | null)[];
};

const last = `(listing_id, effective_at) = (ID, (SELECT max(effective_at) FROM listing_price WHERE listing_id = ID))`;
const first = `(listing_id, effective_at) = (ID, (SELECT min(effective_at) FROM listing_price WHERE listing_id = ID))`;
const change = (version: number) => `listing_change WHERE (listing_id, version) = (ID, ${version})`;
const rename = (name: string) => `UPDATE listing SET name = '${name}' WHERE id = ID`;
const usual = [100_000, 90_000, 80_000];

const damages: Damage[] = [
  {
    what: 'a price written beside the triggers is recorded as one of now',
    by: 'UPDATE listing SET price = 75000 WHERE id = ID',
    finds: [/^H4 .*its price is 75000.00 EUR, the price in force is 80000.00 EUR/, /^H8 .*: price$/],
    prices: [...usual, 75_000],
  },
  {
    what: 'also one that the history had before',
    by: 'UPDATE listing SET price = 100000 WHERE id = ID',
    finds: [/^H4 /, /^H8 /],
    prices: [...usual, 100_000],
  },
  {
    what: 'a row added beside the triggers is followed, and said',
    by: `INSERT INTO listing_price SELECT ID, max(effective_at) + interval '1 ms', max(recorded_at) + interval '1 ms', 70000
      FROM listing_price WHERE listing_id = ID`,
    finds: [/^H3 .*before its latest price/, /^H4 .*80000.*70000/, /^H5 .*that the feed does not say: 70000/, /^H8 /],
    prices: [...usual, 70_000],
  },
  {
    what: 'rows and price that were written together need no other price',
    by: `INSERT INTO listing_price SELECT ID, clock_timestamp(), clock_timestamp(), 70000;
      UPDATE listing SET price = 70000, updated_date = clock_timestamp() WHERE id = ID`,
    finds: [/^H5 .*70000/, /^H8 .*price, updated_date/, /^H8 .*other prices/],
    prices: [...usual, 70_000],
  },
  {
    what: 'a price that was removed is put back',
    by: `DELETE FROM listing_price WHERE ${last}`,
    finds: [/^H4 .*80000.*90000/, /^H5 .*says is not there: 80000.00 EUR/, /^H8 /],
    prices: usual,
  },
  {
    what: 'all prices are put back',
    by: 'DELETE FROM listing_price WHERE listing_id = ID',
    finds: [/^H4 .*none in force/, /^H5 /, /^H5 /, /^H5 /, /^H8 /],
    prices: usual,
  },
  {
    what: 'a price that was overwritten is put back, and what replaced it is a correction',
    by: `UPDATE listing_price SET price_eur = 101000 WHERE ${first}`,
    finds: [/^H5 .*a price is 101000.00 EUR, the feed says 100000.00 EUR/, /^H8 /],
    prices: [100_000, 101_000, 90_000, 80_000],
  },
  {
    what: 'also the price of today, with that of the listing',
    by: `UPDATE listing_price SET price_eur = 81000 WHERE ${last}; UPDATE listing SET price = 81000 WHERE id = ID`,
    finds: [/^H5 /, /^H8 .*: price$/, /^H8 /],
    prices: [...usual, 81_000],
  },
  {
    what: 'another price in place of one that was corrected since',
    first: `INSERT INTO listing_price SELECT ID, effective_at, listing_record_time(ID, effective_at), 99000
      FROM listing_price WHERE ${first}`,
    by: `UPDATE listing_price SET price_eur = 101000 WHERE (listing_id, price_eur) = (ID, 100000)`,
    finds: [/^H5 .*a price is 101000.00 EUR, the feed says 100000.00 EUR/, /^H8 /],
    prices: [100_000, 99_000, 90_000, 80_000],
  },
  {
    what: 'a price of the future stays a finding, and the rest is left as it is',
    by: `INSERT INTO listing_price VALUES (ID, '2131-01-01', '2131-01-01', 70000)`,
    finds: [/^H3 .*before its latest price/, /^H4 .*80000.*70000/, /^H5 .*does not say: 70000/, /^H8 .*other prices/],
    leaves: [/^H3 /, /^H4 /, /^H5 /, /^H8 /],
    prices: [...usual, 70_000, 80_000],
  },
  {
    what: 'so does one that would be recorded in the future, beside others',
    by: `INSERT INTO listing_price SELECT ID, effective_at, '2131-01-01', 70000 FROM listing_price WHERE ${last};
      INSERT INTO listing_price VALUES (ID, '2020-01-01', '2020-01-01', 60000)`,
    finds: [/^H4 .*80000.*70000/, /^H5 .*60000/, /^H5 .*70000/, /^H8 .*other prices/],
    leaves: [/^H4 /, /^H5 /, /^H5 /, /^H8 /],
    prices: [60_000, ...usual, 70_000, 80_000],
  },
  {
    what: 'a last update of the future is taken back, also where prices go with it',
    by: `INSERT INTO listing_price VALUES (ID, '2131-01-01', '2131-01-01', 70000);
      UPDATE listing SET price = 70000, updated_date = '2131-01-01' WHERE id = ID`,
    finds: [/^H5 .*does not say: 70000/, /^H8 .*: price, updated_date$/, /^H8 .*other prices/],
    leaves: [/^H3 .*before its latest price/, /^H5 /, /^H8 .*: price$/, /^H8 .*other prices/],
    prices: [...usual, 70_000, 70_000],
  },
  {
    what: 'a listing with a price of the future that nobody recorded',
    by: `DELETE FROM listing_change WHERE listing_id = ID;
      INSERT INTO listing_price VALUES (ID, '2131-01-01', '2131-01-01', 70000)`,
    finds: [/^H3 /, /^H4 /, /^H7 /, /^H8 /],
    leaves: [/^H3 /, /^H4 /, /^H5 .*does not say: 70000/, /^H8 .*other prices/],
    prices: [...usual, 70_000, 80_000],
  },
  {
    what: 'prices of which all are voided stay a finding',
    by: 'UPDATE listing_price SET price_eur = NULL WHERE listing_id = ID',
    finds: [/^H4 .*none in force/, /^H5 /, /^H5 /, /^H5 /, /^H8 .*other prices/],
    leaves: [/^H4 .*none in force/, /^H5 /, /^H5 /, /^H5 /, /^H8 .*other prices/],
    prices: [null, null, null, 80_000],
  },
  {
    what: 'a last update before a price',
    by: "UPDATE listing SET updated_date = '2020-01-01' WHERE id = ID",
    finds: [/^H3 .*updated last at 2020-01-01T00:00:00.000Z/, /^H3 .*end after its last update/, /^H8 .*updated_date/],
    prices: usual,
  },
  {
    what: 'attributes that are said to hold for longer than they do',
    by: 'UPDATE listing SET described_date = created_date WHERE id = ID',
    finds: [/^H3 .*its attributes hold since this instant/, /^H8 .*: described_date$/],
    prices: usual,
    restores: true,
  },
  {
    what: 'past attributes with a gap are made what the feed says',
    by: "UPDATE listing_past SET valid_from = valid_from - interval '1 ms' WHERE listing_id = ID",
    finds: [
      /^H3 .*its attributes of version 2 hold from this instant, those before end at/,
      /^H8 .*other past attributes/,
    ],
    restores: true,
  },
  {
    what: 'the newest past attributes are put back, and do not change since when those of now hold',
    first: rename('Mas'),
    by: 'DELETE FROM listing_past WHERE (listing_id, version) = (ID, 4)',
    finds: [/^H3 .*its attributes hold since this instant/, /^H8 .*other past attributes.*: 1, the feed has 2/],
    restores: true,
  },
  {
    what: 'so are the oldest ones',
    first: rename('Mas'),
    by: 'DELETE FROM listing_past WHERE (listing_id, version) = (ID, 2)',
    finds: [/^H3 .*version 4 hold from this instant, those before end at/, /^H8 .*other past attributes/],
    restores: true,
  },
  {
    what: 'so are all of them',
    first: rename('Mas'),
    by: 'DELETE FROM listing_past WHERE listing_id = ID',
    finds: [/^H3 .*its attributes hold since this instant/, /^H8 .*other past attributes/],
    restores: true,
  },
  {
    what: 'so are those that were lost together with since when those of now hold',
    by: `DELETE FROM listing_past WHERE listing_id = ID; UPDATE listing SET described_date = created_date WHERE id = ID`,
    finds: [/^H8 .*: described_date$/, /^H8 .*other past attributes/],
    restores: true,
  },
  {
    what: 'past attributes that never were are taken out, and values of others put back',
    by: `UPDATE listing_past SET name = 'Forged', rooms_count = 9, superseded_at = '2020-01-01' WHERE listing_id = ID;
      INSERT INTO listing_past SELECT ID, 3, valid_to, valid_to, valid_to, 'Never', description, building_type, street_address,
        postal_code, city, country, surface_area_m2, 1, 0 FROM listing_past WHERE listing_id = ID`,
    finds: [/^H8 .*other past attributes.*: 2, the feed has 1/],
    restores: true,
  },
  {
    what: 'past attributes that were not kept are taken from the feed',
    first: `ALTER TABLE listing DISABLE TRIGGER listing_keep_past; ${rename('Mas')};
      ALTER TABLE listing ENABLE TRIGGER listing_keep_past`,
    by: 'SELECT 1',
    finds: [/^H3 .*its attributes hold since this instant/, /^H8 .*other past attributes.*: 1, the feed has 2/],
  },
  {
    what: 'also where others were kept after them',
    first: `ALTER TABLE listing DISABLE TRIGGER listing_keep_past; ${rename('Mas')};
      ALTER TABLE listing ENABLE TRIGGER listing_keep_past; ${rename('Moulin')}`,
    by: 'SELECT 1',
    finds: [/^H3 .*version 5 hold from this instant/, /^H8 .*other past attributes/],
  },
  {
    what: 'past attributes and others of now, both written beside the triggers',
    by: "DELETE FROM listing_past WHERE listing_id = ID; UPDATE listing SET name = 'Bastide' WHERE id = ID",
    finds: [/^H3 /, /^H8 .*: name$/, /^H8 .*other past attributes/],
  },
  {
    what: 'attributes written beside the triggers are recorded as a change of now',
    by: "UPDATE listing SET name = 'Bastide', rooms_count = 9 WHERE id = ID",
    finds: [/^H8 .*: name, rooms_count$/],
    prices: usual,
  },
  {
    what: 'a version that was put back',
    by: 'UPDATE listing SET version = 2 WHERE id = ID',
    finds: [
      /^H3 .*superseded, its version is 2/,
      /^H7 .*its version is 2, its last change is version 4/,
      /^H8 .*version/,
    ],
    prices: usual,
  },
  {
    what: 'a version that no change explains stays a finding',
    by: 'UPDATE listing SET version = 9 WHERE id = ID',
    finds: [/^H7 .*its version is 9, its last change is version 4/, /^H8 .*version/],
    leaves: [/^H7 /, /^H8 /],
  },
  {
    what: 'the number of another change',
    by: 'UPDATE listing SET feed_seq = 3 WHERE id = ID',
    finds: [/^H7 .*the listing says 3/],
    prices: usual,
  },
  {
    what: 'a change that is missing stays a finding',
    by: `DELETE FROM ${change(2)}`,
    finds: [
      /^H1 .*version 4 changes the price from 90000.00 EUR, it was 100000/,
      /^H5 /,
      /^H7 .*version 3: the change before it is version 1/,
      /^H8 /,
      /^H8 /,
    ],
    leaves: [/^H1 /, /^H7 /, /^H8 .*past attributes/],
  },
  {
    what: 'a change of attributes that is missing stays a finding, and what it made of them is left',
    by: `DELETE FROM ${change(3)}`,
    finds: [/^H7 .*version 4: the change before it is version 2/, /^H8 .*: described_date, name, /, /^H8 .*other past/],
    leaves: [/^H7 /, /^H8 .*: described_date, name, /, /^H8 .*other past/],
    restores: true,
  },
  {
    what: 'a first change that is missing stays a finding',
    by: `DELETE FROM ${change(1)}`,
    finds: [/^H7 .*version 2: the changes before it are missing/, /^H8 .*do not begin/],
    leaves: [/^H7 /, /^H8 /],
  },
  {
    what: 'a listing without changes is recorded as created',
    by: 'DELETE FROM listing_change WHERE listing_id = ID; DELETE FROM listing_past WHERE listing_id = ID',
    finds: [/^H3 .*hold since this instant/, /^H7 .*no change in the feed says that it is there/, /^H8 /],
    prices: usual,
  },
  {
    what: 'also one with past attributes, which no change tells: they stay',
    by: 'DELETE FROM listing_change WHERE listing_id = ID',
    finds: [/^H7 .*no change in the feed says that it is there/, /^H8 .*the feed does not have it/],
    prices: usual,
    restores: true,
  },
  {
    what: 'a key that falls stays a finding',
    by: `UPDATE listing_change SET feed_key = '1' WHERE (listing_id, version) = (ID, 3)`,
    finds: [/^H7 .*version 3: its key is below/],
    leaves: [/^H7 /],
  },
  {
    what: 'a sequence that does not rise stays a finding',
    by: `UPDATE listing_change SET feed_seq = 1 WHERE (listing_id, version) = (ID, 3)`,
    finds: [/^H7 .*version 3: its sequence is not above/],
    leaves: [/^H7 /],
  },
  {
    what: 'a key that was never given out stays a finding',
    by: `UPDATE listing_change SET feed_key = '99999999999' WHERE (listing_id, version) = (ID, 4)`,
    finds: [/^H7 .*version 4: its key was never given out/],
    leaves: [/^H7 /],
  },
  {
    what: 'a sequence behind its changes goes on after them',
    by: "SELECT setval('listing_feed_seq', (SELECT max(feed_seq) - 1 FROM listing_change))",
    finds: [/^H7 .*version 4: its sequence was never given out/],
    prices: usual,
  },
  {
    what: 'a listing that was removed alone takes its rows with it, and is told as deleted',
    by: 'DELETE FROM listing WHERE id = ID',
    finds: [
      /^H6 .*3 of its prices are there/,
      /^H6 .*1 of its past/,
      /^H6 .*gone without a change/,
      /^H8 .*but it is gone/,
    ],
    prices: [],
  },
  {
    what: 'a deletion that left what it says of people',
    by: `DELETE FROM listing_price WHERE listing_id = ID; DELETE FROM listing_past WHERE listing_id = ID;
      DELETE FROM listing WHERE id = ID; UPDATE listing_change SET reason = 'moved' WHERE (listing_id, version) = (ID, 2);
      INSERT INTO listing_change SELECT listing_id, 5, feed_key, nextval('listing_feed_seq'), 'deleted', effective_at,
        recorded_at, '{}', NULL, actor FROM ${change(4)}`,
    finds: [/^H6 .*3 of its changes still say things of people/],
    prices: [],
  },
  {
    what: 'changes that follow a deletion stay a finding',
    by: `DELETE FROM listing_price WHERE listing_id = ID; DELETE FROM listing_past WHERE listing_id = ID;
      DELETE FROM listing WHERE id = ID; UPDATE listing_change SET changed = listing_blank(changed) WHERE listing_id = ID;
      UPDATE listing_change SET kind = 'deleted' WHERE (listing_id, version) = (ID, 3)`,
    finds: [/^H6 .*version 3 says that it was deleted, other changes follow/, /^H8 .*changes follow its deletion/],
    leaves: [/^H6 /, /^H8 /],
  },
  {
    what: 'a listing that is there after its deletion stays a finding',
    by: `UPDATE listing_change SET kind = 'deleted' WHERE (listing_id, version) = (ID, 4)`,
    finds: [/^H6 .*version 4 says that it was deleted, it is there/, /^H8 /],
    leaves: [/^H6 /, /^H8 /],
  },
];

for (const damage of damages) {
  const { what, finds, leaves = [], restores, prices } = damage;
  test(what, async () => {
    const { id, before } = await addDamaged(damage);
    try {
      assertMatch(await findings(database.db, { replay: true }), finds, id);
      const { refused } = await examine(database.db, { repair: true, replay: true });
      assert.deepEqual(refused, []);
      assertMatch(await findings(database.db, { replay: true }), leaves, id);
      if (restores) assert.deepEqual(await attributesOf(id), before);
      if (prices)
        assert.deepEqual(await pricesAndLast(id), [...prices, ...(leaves.length > 0 ? [] : prices.slice(-1))]);
      if (leaves.length === 0) await assertStillRecords(id);
    } finally {
      await forget(id);
    }
  });
}

for (const damage of damages) {
  test(`what doctor says of a repair happens: ${damage.what}`, async () => {
    const { id } = await addDamaged(damage);
    try {
      const damaged = await attributesOf(id);
      await examine(database.db, { repair: true });
      assert.deepEqual(await attributesOf(id), damaged);
      assert.doesNotMatch((await mends()).join('\n'), /doctor --repair: /);
      await examine(database.db, { repair: true, replay: true });
      assert.doesNotMatch((await mends()).join('\n'), /doctor --repair( --replay)?: /);
    } finally {
      await forget(id);
    }
  });
}

/** How what is found is to be mended, and what is found. */
async function mends(): Promise<string[]> {
  const { examined } = await examine(database.db, { replay: true });
  return [...examined].flatMap(([name, { found }]) =>
    found.findings.map(({ what, mend }) => `${name} ${what} → ${mend}`),
  );
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
  assert.deepEqual(await findings(database.db, { replay: true }), []);
  await assertInLine(database);
}

/** Takes what cannot be mended out of the way of the next test. */
async function forget(id: number): Promise<void> {
  await silently(
    database,
    ...['listing_change', 'listing_price', 'listing_past'].map(
      (table) => `DELETE FROM ${table} WHERE listing_id = ${id}`,
    ),
    `DELETE FROM listing WHERE id = ${id}`,
  );
  assert.deepEqual(await findings(database.db, { replay: true }), []);
}
