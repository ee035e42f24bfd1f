import assert from 'node:assert/strict';
import { afterEach, beforeEach, test } from 'node:test';
import { examine } from '../../src/doctor/examine.ts';
import { historyTriggers } from '../../src/doctor/server.sql.ts';
import { findings } from '../support/examined.ts';
import { pricesOf } from '../support/history.ts';
import { addListing, addListings } from '../support/listing-rows.ts';
import { createTestDatabase, type TestDatabase } from '../support/test-database.ts';

let database: TestDatabase;
beforeEach(async () => {
  database = await createTestDatabase();
});
afterEach(() => database.drop());

test('doctor knows every trigger of the schema', async () => {
  const rows = await database.sql<{ of: string; name: string }>(
    'SELECT tgrelid::regclass::text AS of, tgname AS name FROM pg_trigger WHERE NOT tgisinternal ORDER BY 1, 2',
  );
  const known = Object.entries(historyTriggers).flatMap(([of, names]) => names.map((name) => ({ of, name })));
  assert.deepEqual(
    known.toSorted((a, b) => (`${a.of} ${a.name}` < `${b.of} ${b.name}` ? -1 : 1)),
    rows,
  );
});

test('a disabled trigger is a finding, and enabled again', async () => {
  await database.sql('ALTER TABLE listing DISABLE TRIGGER listing_keep_past');
  await database.sql('ALTER TABLE listing_price ENABLE REPLICA TRIGGER listing_price_refuse_update');
  assert.deepEqual(await findings(database.db), [
    'triggers listing null at null: the trigger listing_keep_past of listing is disabled',
    'triggers listing null at null: the trigger listing_price_refuse_update of listing_price is disabled',
  ]);
  const { mended } = await examine(database.db, { repair: true });
  assert.deepEqual([...mended], [['triggers', 2]]);
  assert.deepEqual(await findings(database.db), []);
});

test('a missing trigger is a finding, with which nothing is mended', async () => {
  const id = await addListing(database);
  await database.sql('ALTER TABLE listing DISABLE TRIGGER USER');
  await database.sql('UPDATE listing SET price = 5 WHERE id = $1', [id]);
  await database.sql('DROP TRIGGER listing_record_update ON listing');
  const { refused } = await examine(database.db, { repair: true });
  assert.match(String(refused), /Nothing was mended: triggers are missing/);
  assert.match((await findings(database.db)).join('\n'), /the trigger listing_record_update of listing is missing/);
  assert.deepEqual(await pricesOf(database, id), [100_000]);
});

test('foreign keys that are not enforced, and sessions without triggers, are findings', async () => {
  await database.sql('ALTER TABLE listing DISABLE TRIGGER ALL');
  const found = await findings(database.db);
  assert.equal(found.filter((text) => /the foreign key listing_(price|past)_\w+ of listing_/.test(text)).length, 4);
  await database.sql('ALTER TABLE listing ENABLE TRIGGER ALL');
  const client = await database.connect();
  try {
    await client.query(`ALTER ROLE CURRENT_USER IN DATABASE ${client.database} SET session_replication_role = replica`);
    assert.match(String(await findings(database.db)), /sessions begin with session_replication_role = replica/);
  } finally {
    await client.query(`ALTER ROLE CURRENT_USER IN DATABASE ${client.database} RESET session_replication_role`);
    await client.end();
  }
});

test('a book that was written while the triggers were off is recorded, each listing as it is', async () => {
  await database.sql('ALTER TABLE listing DISABLE TRIGGER USER; ALTER TABLE listing_price DISABLE TRIGGER USER');
  const old = { created_date: '2021-01-01Z', updated_date: '2021-02-01Z' };
  const [id = 0, other = 0] = await addListings(database, 50, old);
  await database.sql(
    `INSERT INTO listing_price SELECT $1, timestamptz '2021-01-01Z' + n * interval '1 day', '2021-06-01Z', n
     FROM generate_series(1, 5) AS n`,
    [other],
  );
  await database.sql('ALTER TABLE listing ENABLE TRIGGER USER');
  const { mended } = await examine(database.db, { repair: true, replay: true, rangeListings: 7 });
  assert.equal(mended.get('H4'), 50);
  assert.equal(mended.get('H7'), 50);
  assert.deepEqual(await findings(database.db, { replay: true }), []);
  assert.deepEqual(await pricesOf(database, id), [100_000]);
  assert.deepEqual(await pricesOf(database, other), [1, 2, 3, 4, 5, 100_000]);
  const [first] = await database.sql(
    "SELECT kind, actor, reason, effective_at, recorded_at > '2022-01-01' AS now FROM listing_change WHERE listing_id = $1",
    [id],
  );
  const by = { actor: 'pricetrail doctor', reason: 'doctor --repair' };
  assert.deepEqual(first, { kind: 'created', ...by, effective_at: '2021-02-01T00:00:00.000Z', now: true });
});
