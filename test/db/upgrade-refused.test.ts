import assert from 'node:assert/strict';
import { test } from 'node:test';
import { migrate, migrationStatus } from '../../src/db/migrate.ts';
import { AppError } from '../../src/errors.ts';
import { listingApiTable, migrateUp } from '../support/listing-api.ts';
import { addListing, type ListingColumns } from '../support/listing-rows.ts';
import { readSchema } from '../support/schema.ts';
import { createTestDatabase, type TestDatabase } from '../support/test-database.ts';

const unstorable: ListingColumns[] = [
  ...['NaN', 'Infinity', '-Infinity', 1e12, -1e12, 999_999_999_999.995, 999_999_999_999.9949].map((price) => ({
    price,
  })),
  ...['NaN', 'Infinity', '-Infinity'].map((surface_area_m2) => ({ surface_area_m2 })),
];

const otherTables: Record<string, string> = {
  'a table with other columns': 'CREATE TABLE listing (id serial PRIMARY KEY, title text)',
  'a table whose ids are of another type': listingApiTable.replace('id serial', 'id uuid'),
  'a table whose prices are texts': listingApiTable.replace('price double precision', 'price varchar'),
  'a table whose dates have a time zone': listingApiTable.replaceAll('without time zone', 'with time zone'),
  'a table whose columns may be null': listingApiTable.replace('city varchar NOT NULL', 'city varchar'),
  'a table without a primary key': listingApiTable.replace('PRIMARY KEY', 'NOT NULL'),
  'a view of the right columns': `${listingApiTable.replace('listing', 'dwelling')}; CREATE VIEW listing AS TABLE dwelling`,
  'a partitioned table': `${listingApiTable} PARTITION BY RANGE (id)`,
  'a sequence': 'CREATE SEQUENCE listing',
};

test('an upgrade names the listings whose price or area cannot be stored, and changes nothing', async () => {
  await inDatabase(listingApiTable, async (database) => {
    await addListing(database);
    const ids: number[] = [];
    for (const row of unstorable) ids.push(await addListing(database, row));
    await addListing(database);
    await assertRefused(
      database,
      new RegExp(`or more: ${ids.join(', ')}\\. Give them a real value, .*Nothing was changed`),
    );
    await database.sql('DELETE FROM listing WHERE id = ANY ($1)', [ids]);
    await migrateUp(database);
    assert.deepEqual(await database.sql('SELECT listing_id FROM listing_price ORDER BY 1'), [
      { listing_id: 1 },
      { listing_id: unstorable.length + 2 },
    ]);
  });
});

for (const [what, statements] of Object.entries(otherTables)) {
  test(`an upgrade refuses a public.listing that is ${what}, and changes nothing`, async () => {
    await inDatabase(statements, async (database) => {
      await assertRefused(
        database,
        /^public\.listing is not the table of a ListingAPI: it differs in .*Nothing was changed/,
      );
    });
  });
}

test('an upgrade that fails at its last migration has run none of them', async () => {
  await inDatabase(`${listingApiTable}; CREATE TABLE listing_price (id integer)`, async (database) => {
    const before = await readSchema(database);
    await assert.rejects(migrate({ url: database.url, direction: 'up' }), /listing_price/);
    assert.deepEqual(await readSchema(database), before);
    assert.ok((await migrationStatus(database.url)).every(({ appliedAt }) => appliedAt === undefined));
  });
});

for (const [what, sequence] of Object.entries({
  'is not owned by its column': 'ALTER SEQUENCE listing_id_seq OWNED BY NONE',
  'is that of an identity': `ALTER TABLE listing ALTER id DROP DEFAULT; DROP SEQUENCE listing_id_seq;
    ALTER TABLE listing ALTER id ADD GENERATED ALWAYS AS IDENTITY`,
  'has an odd name': `ALTER SEQUENCE listing_id_seq RENAME TO "it's ""odd"""`,
})) {
  test(`new ids go on after the highest ever given where the sequence ${what}`, async () => {
    await inDatabase(`${listingApiTable}; ${sequence}`, async (database) => {
      for (let rows = 0; rows < 3; rows += 1) await addListing(database);
      await database.sql('DELETE FROM listing WHERE id > 1');
      await migrateUp(database);
      assert.equal(await addListing(database), 4);
    });
  });
}

async function inDatabase(statements: string, work: (database: TestDatabase) => Promise<void>): Promise<void> {
  const database = await createTestDatabase({ empty: true });
  try {
    await database.sql(statements);
    await work(database);
  } finally {
    await database.drop();
  }
}

async function assertRefused(database: TestDatabase, message: RegExp): Promise<void> {
  const rows = 'SELECT coalesce(json_agg(listing)::text, $$none$$) AS rows FROM listing';
  const before = [await readSchema(database), await database.sql(rows).catch(String)];
  await assert.rejects(migrate({ url: database.url, direction: 'up' }), (error) => {
    assert.ok(error instanceof AppError, String(error));
    assert.equal(error.code, 'misconfigured');
    assert.match(error.message, message);
    return true;
  });
  assert.deepEqual([await readSchema(database), await database.sql(rows).catch(String)], before);
}
