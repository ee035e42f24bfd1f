import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { periodsBetween } from '../../src/market/figures/periods.ts';
import { populationStatements } from '../../src/market/figures/population.sql.ts';
import { pathsOf } from '../../src/market/lake/make-layer.ts';
import { TestLake } from '../support/lake/test-lake.ts';
import { addListings } from '../support/listing-rows.ts';
import { createTestDatabase, type TestDatabase } from '../support/test-database.ts';

let database: TestDatabase;
let lake: TestLake;
before(async () => {
  database = await createTestDatabase();
  lake = await TestLake.open(database);
  await addListings(database, 1);
  for (let n = 0; n < 40; n += 1)
    await database.sql('UPDATE listing SET rooms_count = rooms_count + 1, price = price + 1');
});
after(async () => {
  await lake.close();
  await database.drop();
});

for (const by of [[], ['rooms']] as const) {
  test(`of a listing with many states those alone are met with its prices that held when a period ended, by ${by}`, async () => {
    const { layers } = await lake.rebuild();
    const now = Date.now();
    const periods = periodsBetween('month', { from: now - 80 * 86_400_000, to: now + 1 }, 9);
    assert.ok(periods);
    const source = { paths: await pathsOf(lake.making.store, layers), knownAt: undefined };
    const statements = [
      ...populationStatements({ source, filters: {}, periods }, by),
      'SELECT count(*)::DOUBLE FROM homes',
    ];
    const { columns } = await lake.making.duckdb.ask({ statements }, { limitMs: 30_000 });
    assert.deepEqual(columns, [[2]]); // of 41: the first one counts before it, too, and the last one now
  });
}
