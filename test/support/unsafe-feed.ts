import assert from 'node:assert/strict';
import type { Queryable } from '../../src/db/queryable.ts';
import type { TestDatabase } from './test-database.ts';

/** Reads whose statements of the feed show what is committed, whatever still runs (against SPEC 7), and say of no bound. */
export function withoutBound(db: Queryable): Queryable {
  return {
    query: async ({ name: _prepared, text, values = [] }) => {
      const unbound = text.replace('feed_key < pg_snapshot_xmin(pg_current_snapshot())', 'true');
      const boundless = unbound.replace('pg_snapshot_xmin(pg_current_snapshot())::text', `'${'9'.repeat(18)}'`);
      assert.notEqual(unbound, text);
      assert.notEqual(boundless, unbound);
      return await db.query({ text: boundless, values });
    },
  };
}

/** Makes the key of a change that of its transaction, whatever that of the change before is (against SPEC 3). */
export async function keyOfTransaction({ sql }: TestDatabase): Promise<void> {
  for (const name of ['listing_record_update', 'listing_price_follow', 'listing_record_delete']) {
    const [row] = await sql<{ definition: string }>('SELECT pg_get_functiondef($1::regproc) AS definition', [name]);
    const definition = row?.definition ?? '';
    const plain = definition.replace(
      /greatest\(pg_current_xact_id\(\), \(SELECT .*? LIMIT 1\)\)/s,
      'pg_current_xact_id()',
    );
    assert.notEqual(plain, definition);
    await sql(plain);
  }
}
