import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { selectEnd } from '../../../src/changes/changes.sql.ts';
import { isBehind, selectFirstRecordedAfter } from '../../../src/market/lake/book-rows.sql.ts';
import { addListings } from '../../support/listing-rows.ts';
import { keptPlanOf, type Plan, planOf, scansOf } from '../../support/plans.ts';
import { createTestDatabase, type TestDatabase } from '../../support/test-database.ts';
import { untilCaughtUp } from '../../support/until-caught-up.ts';

let database: TestDatabase;
before(async () => {
  database = await createTestDatabase();
  await addListings(database, 3_000);
  await database.sql('VACUUM ANALYZE listing_change');
  await untilCaughtUp(database);
});
after(async () => await database.drop());

test('whether a lake is behind is looked for at the end of the feed, however long that is', async () => {
  const { epoch } = await selectEnd(database.db.reads);
  assertByFeed(await keptPlanOf(database, (db) => isBehind(db, { epoch, key: '4000', seq: '1' })));
});

test('likewise what the feed holds back', async () => {
  const end = { key: '4000000', seq: '1' };
  assertByFeed(await planOf(database, (db) => selectFirstRecordedAfter(db, end)));
});

function assertByFeed(plan: Plan): void {
  const scans = scansOf(plan).filter((scan) => scan.includes('listing_change'));
  assert.equal(scans.length, 1);
  assert.match(String(scans), /^Index (Only )?Scan of listing_change by listing_change_feed$/);
}

test('a lake is behind where the feed shows more, is another one, or may hide what came between', async () => {
  const { epoch, looked_key: key, looked_seq: seq } = await selectEnd(database.db.reads);
  assert.ok(key && seq);
  const behind = async (cursor: object) => await isBehind(database.db.reads, { epoch, key, seq, ...cursor });
  assert.equal(await behind({}), false);
  assert.equal(await behind({ seq: String(BigInt(seq) - 1n) }), true);
  assert.equal(await behind({ key: '0', seq: '0' }), true);
  assert.equal(await behind({ epoch: 'e6a7d1f0-0000-4000-8000-000000000000' }), true);
  assert.equal(await behind({ key: '99999999' }), true);
});
