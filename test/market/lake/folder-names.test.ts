import assert from 'node:assert/strict';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { readSeries } from '../../../src/market/figures/read-series.ts';
import type { SeriesQuery } from '../../../src/market/figures/series-query.ts';
import { Market } from '../../../src/market/market.ts';
import { TestLake } from '../../support/lake/test-lake.ts';
import { addListings } from '../../support/listing-rows.ts';
import { memoryFolder } from '../../support/memory-folder.ts';
import { createTestDatabase, type TestDatabase } from '../../support/test-database.ts';

let database: TestDatabase;
let above: string;
before(async () => {
  database = await createTestDatabase();
  above = await memoryFolder();
});
after(async () => await database.drop());

for (const name of ['layer=7', 'country=XX', "it's [a] {lake} *?", '%41 #?&+']) {
  test(`a lake in a folder ${name} is as in any other`, async () => {
    const ids = await addListings(database, 3, { city: 'Lyon' });
    const under = join(above, name, 'place=Nowhere');
    await mkdir(under, { recursive: true });
    const lake = await TestLake.open(database, under);
    await lake.rebuild();
    await database.sql('DELETE FROM listing WHERE id = $1', [ids[0]]);
    await database.sql('UPDATE listing SET price = price + 1');
    assert.equal((await lake.follow()).layers.length, 2);
    await lake.assertAgrees();
    assert.deepEqual(await onOffer(lake), [['FR', 2]]);
    await lake.close();
    await database.sql('DELETE FROM listing');
    await rm(join(above, name), { recursive: true });
  });
}

/** How many there are on offer in each country. */
async function onOffer({ making }: TestLake): Promise<unknown[][]> {
  const scratch = making.store.workshop;
  const market = new Market({ db: database.db, open: async () => making, concurrency: 1, limitMs: 30_000, scratch });
  const { signal } = new AbortController();
  const lookups = { reads: database.db.reads, searches: database.db.searches(signal) };
  const query = { metric: ['listings_on_offer'], by: ['country'], period: 'year' } satisfies SeriesQuery;
  const { rows } = await readSeries(market, query, { lookups, signal });
  return rows.map(({ country, count }) => [country, count]);
}
