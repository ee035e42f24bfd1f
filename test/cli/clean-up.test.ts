import assert from 'node:assert/strict';
import { test } from 'node:test';
import { cleanUp } from '../../src/cli/clean-up.ts';
import type { Database } from '../../src/db/database.ts';
import type { Statement } from '../../src/db/queryable.ts';

/** A database in which one table cannot be written, and what was removed from the others. */
function databaseWithout(table: string) {
  const from = new Set<string>();
  const query = async ({ text }: Statement) => {
    const [, one = ''] = /DELETE FROM (\w+)/.exec(text) ?? [];
    if (one === table) throw new Error(`${table} is locked`);
    from.add(one);
    return { rows: [], rowCount: 0 };
  };
  return { from, db: { writes: { query } } as unknown as Pick<Database, 'writes'> };
}

test('what cannot be removed is told, and keeps nothing else from being removed', async () => {
  for (const table of ['idempotency_key', 'webhook_delivery', 'import_job']) {
    const { from, db } = databaseWithout(table);
    const told: unknown[] = [];
    await cleanUp(db, (error) => told.push(error));
    assert.deepEqual([from.size, String(told)], [2, `Error: ${table} is locked`]);
  }
});
