import assert from 'node:assert/strict';
import { after, afterEach, before, test } from 'node:test';
import { forgetOldImports } from '../../../src/exchange/jobs/forget-old-imports.ts';
import { createTestDatabase, type TestDatabase } from '../../support/test-database.ts';

let database: TestDatabase;
before(async () => {
  database = await createTestDatabase();
});
afterEach(async () => await database.sql('DELETE FROM import_job'));
after(async () => await database.drop());

/** Imports that ended long ago. @returns their ids */
async function addOld(count: number): Promise<number[]> {
  const rows = await database.sql<{ id: number }>(
    `INSERT INTO import_job (format, dry_run, strict, status, finished_date)
      SELECT 'csv', false, false, 'done', now() - interval '8 days' FROM generate_series(1, $1) RETURNING id`,
    [count],
  );
  return rows.map(({ id }) => id);
}

const left = async () =>
  (await database.sql<{ id: number }>('SELECT id FROM import_job ORDER BY id')).map(({ id }) => id);

test('many old imports are removed some at a time, with what was refused of them', async () => {
  await database.sql('CREATE TABLE removed (count integer)');
  await database.sql(`CREATE FUNCTION note() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN INSERT INTO removed SELECT count(*) FROM gone; RETURN NULL; END $$`);
  await database.sql(`CREATE TRIGGER note AFTER DELETE ON import_job REFERENCING OLD TABLE AS gone
    FOR EACH STATEMENT EXECUTE FUNCTION note()`);
  const [first] = await addOld(50);
  await database.sql(`INSERT INTO import_error (import_id, line, nth, pointer, reason) VALUES ($1, 1, 0, '', 'no')`, [
    first,
  ]);
  await forgetOldImports(database.db);
  assert.deepEqual(await left(), []);
  assert.deepEqual(await database.sql('SELECT FROM import_error'), []);
  const removed = await database.sql<{ count: number }>('SELECT count FROM removed');
  assert.deepEqual(
    removed.map(({ count }) => count),
    [20, 20, 10],
  );
});

test('an old import that somebody else works on is left for the next time', async () => {
  const [held] = await addOld(2);
  const somebody = await database.connect();
  try {
    await somebody.query('BEGIN');
    await somebody.query('SELECT FROM import_job WHERE id = $1 FOR UPDATE', [held]);
    await forgetOldImports(database.db);
    assert.deepEqual(await left(), [held]);
  } finally {
    await somebody.end();
  }
  await forgetOldImports(database.db);
  assert.deepEqual(await left(), []);
});
