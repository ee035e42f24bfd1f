import assert from 'node:assert/strict';
import { test } from 'node:test';
import { listingApiTable, migrateUp } from '../support/listing-api.ts';
import { addListing } from '../support/listing-rows.ts';
import { createTestDatabase } from '../support/test-database.ts';
import { until } from '../support/until.ts';

const migrationWaits = `SELECT FROM pg_stat_activity WHERE datname = current_database()
  AND application_name = 'pricetrail migrate' AND wait_event_type = 'Lock'`;

test('ids go on after those that a ListingAPI gave out while its table was waited for', async () => {
  const database = await createTestDatabase({ empty: true });
  const writer = await database.connect();
  try {
    await database.sql(listingApiTable);
    const add = `INSERT INTO listing (name, description, building_type, street_address, postal_code, city, country, surface_area_m2,
      rooms_count, bedrooms_count, price) SELECT '', '', 'HOUSE', '', '', '', 'FR', 1, 1, 1, 1 FROM generate_series(1, $1)`;
    await writer.query('BEGIN');
    await writer.query(add, [1]);
    const migrated = migrateUp(database);
    await until('it waits', async () => (await database.sql(migrationWaits)).length > 0);
    await writer.query(add, [50]);
    await writer.query('COMMIT');
    await migrated;
    assert.equal(await addListing(database), 52);
  } finally {
    await writer.end();
    await database.drop();
  }
});
