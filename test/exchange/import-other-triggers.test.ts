import assert from 'node:assert/strict';
import { afterEach, beforeEach, test } from 'node:test';
import { importLines, observationLine } from '../support/observations.ts';
import { createTestDatabase, type TestDatabase } from '../support/test-database.ts';

let database: TestDatabase;
beforeEach(async () => {
  database = await createTestDatabase();
});
afterEach(async () => await database.drop());

const somebodys: Record<string, string> = {
  'writes another reference': 'NEW.reference = lower(NEW.reference); RETURN NEW;',
  'makes a reference of its own': 'NEW.reference = gen_random_uuid()::text; RETURN NEW;',
  'leaves the listing out': 'RETURN NULL;',
};
for (const [what, body] of Object.entries(somebodys)) {
  test(`where a trigger of somebody else ${what} the import ends, names the listing, and writes nothing of its batch`, async () => {
    await database.sql(
      `CREATE FUNCTION somebodys() RETURNS trigger LANGUAGE plpgsql AS
         $$ BEGIN IF NEW.reference IN ('A-1', 'B-1') THEN ${body} END IF; RETURN NEW; END $$;
       CREATE TRIGGER somebodys BEFORE INSERT ON listing FOR EACH ROW EXECUTE FUNCTION somebodys()`,
    );
    const lines = ['A-1', 'B-1', 'c', 'd'].map((reference) => observationLine(reference, '2020-01-01T00:00:00Z'));
    for (const batchLines of [1, 10]) {
      await assert.rejects(importLines(database, lines, { batchLines, sessions: 1 }), {
        code: 'conflict',
        message: /^The listing of the reference A-1 is not there after it was written/,
      });
      assert.deepEqual(await database.sql('SELECT reference FROM listing'), []);
    }
    assert.equal((await importLines(database, lines.slice(2))).created, 2);
  });
}
