import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type pg from 'pg';
import { foldChanges } from '../../src/changes/fold-changes.ts';
import { copying } from '../support/copying.ts';
import { folded, stored } from '../support/fold.ts';
import { addPrice } from '../support/history.ts';
import { addListing } from '../support/listing-rows.ts';
import { sqlOf } from '../support/session-sql.ts';
import { createTestDatabase, type TestDatabase } from '../support/test-database.ts';

let database: TestDatabase;
let session: pg.Client;
const sql = sqlOf(() => session);

before(async () => {
  database = await createTestDatabase();
  session = await database.connect();
});
after(async () => {
  await session.end();
  await database.drop();
});

async function assertFolds(id: number): Promise<void> {
  assert.deepEqual(await folded({ sql }, id), await stored({ sql }, id));
}

/** Runs the work in a transaction that states times of the past. */
async function backdated(work: () => Promise<unknown>): Promise<void> {
  await sql('BEGIN');
  await sql('SET LOCAL app.backdate = on');
  await work();
  await sql('COMMIT');
}

test('H8: changes of attributes and prices, one by one and together', async () => {
  const id = await addListing({ sql }, { contact_phone_number: '+33612345678', surface_area_m2: 0.1 + 0.2 });
  await sql('UPDATE listing SET price = 99999.99 WHERE id = $1', [id]);
  await sql("UPDATE listing SET name = 'Moulin', contact_phone_number = NULL WHERE id = $1", [id]);
  await sql("UPDATE listing SET price = 0, reference = 'A-1', rooms_count = 5 WHERE id = $1", [id]);
  await sql('UPDATE listing SET name = name WHERE id = $1', [id]);
  const listing = await folded({ sql }, id);
  assert.equal(listing?.version, 4);
  assert.equal(listing.past.length, 2);
  await assertFolds(id);
});

test('H8: corrections and voids, several at once, also such that leave the price of today', async () => {
  const id = await addListing({ sql });
  await sql('UPDATE listing SET price = 2 WHERE id = $1', [id]);
  await addPrice({ sql }, [id, 3]);
  await addPrice({ sql }, [id, 4], 'created_date');
  await addPrice({ sql }, [id, null], 'updated_date');
  await sql(
    `INSERT INTO listing_price (listing_id, effective_at, price_eur)
     SELECT $1, timestamptz '2020-01-01Z' + n * interval '1 day', nullif(n, 3) FROM generate_series(1, 9) AS n`,
    [id],
  );
  assert.equal((await folded({ sql }, id))?.prices.length, 14);
  await assertFolds(id);
});

test('H8: times of the past, and prices that are stated again for the same instant', async () => {
  let id = 0;
  await backdated(async () => {
    id = await addListing({ sql }, { created_date: '2021-01-01Z', updated_date: '2021-01-01Z' });
    await sql("UPDATE listing SET price = 2, updated_date = '2021-02-01Z' WHERE id = $1", [id]);
    await sql("UPDATE listing SET name = 'Moulin', updated_date = '2021-03-01Z' WHERE id = $1", [id]);
    await sql("UPDATE listing SET name = 'Mas', updated_date = '2021-03-01Z' WHERE id = $1", [id]);
  });
  await backdated(() => sql("UPDATE listing SET price = 3, updated_date = '2021-03-01Z' WHERE id = $1", [id]));
  await backdated(() => sql("UPDATE listing SET price = 4, updated_date = '2021-03-01Z' WHERE id = $1", [id]));
  await sql("UPDATE listing SET price = 5, name = 'Bastide' WHERE id = $1", [id]);
  await assertFolds(id);
});

test('H8: attributes that change with a price at the newest instant', async () => {
  let id = 0;
  await backdated(async () => {
    id = await addListing({ sql }, { created_date: '2021-01-01Z', updated_date: '2021-01-01Z' });
    await sql("UPDATE listing SET price = 2, name = 'Mas', updated_date = '2021-01-01Z' WHERE id = $1", [id]);
    await sql("UPDATE listing SET name = 'Moulin', updated_date = '2021-02-01Z' WHERE id = $1", [id]);
  });
  await sql("UPDATE listing SET name = 'Bastide' WHERE id = $1", [id]);
  await assertFolds(id);
});

test('H8: attributes that a trigger of somebody changes again before the change is recorded', async () => {
  await sql(`CREATE FUNCTION a_somebodys() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
      IF NEW.name = 'x' THEN UPDATE listing SET name = 'y' WHERE id = NEW.id; END IF; RETURN NEW; END $$;
    CREATE TRIGGER a_somebodys AFTER UPDATE ON listing FOR EACH ROW EXECUTE FUNCTION a_somebodys()`);
  const id = await addListing({ sql });
  await sql("UPDATE listing SET name = 'x' WHERE id = $1", [id]);
  await sql("UPDATE listing SET name = 'z' WHERE id = $1", [id]);
  await sql('DROP FUNCTION a_somebodys CASCADE');
  assert.equal((await folded({ sql }, id))?.past.length, 3);
  await assertFolds(id);
});

test('H8: rows that come by COPY', async () => {
  await copying(database, async (tx) => {
    await tx.query({ text: 'SET LOCAL app.backdate = on' });
    const columns = 'name, description, building_type, street_address, postal_code, city, country, surface_area_m2';
    await tx.copy(
      `COPY listing (id, ${columns}, rooms_count, bedrooms_count, price, created_date, updated_date) FROM STDIN`,
      rows('900\ta\tb\\nc\tHOUSE\td\te\tf\tFR\t1e-7\t1\t1\t10.10\t2020-01-01Z\t2020-02-01Z\n'),
    );
    await tx.copy(
      'COPY listing_price (listing_id, effective_at, price_eur) FROM STDIN',
      rows('900\t2020-01-01Z\t9\n', '900\t2020-01-02Z\t\\N\n'),
    );
  });
  await assertFolds(900);
});

async function* rows(...lines: string[]): AsyncGenerator<string> {
  yield* lines;
}

test('H6: nothing is left of a listing that was deleted', async () => {
  const id = await addListing({ sql });
  await sql('UPDATE listing SET price = 2 WHERE id = $1', [id]);
  await sql('DELETE FROM listing WHERE id = $1', [id]);
  assert.equal(await folded({ sql }, id), undefined);
});

test('changes that do not begin with the creation are refused', () => {
  const at = '2021-01-01T00:00:00.000Z';
  const change = { version: 2, kind: 'updated' as const, effective_at: at, recorded_at: at, changed: {}, prices: null };
  assert.throws(() => foldChanges([change]), /begin with version 2, updated/);
});
