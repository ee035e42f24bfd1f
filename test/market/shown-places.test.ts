import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { addListings } from '../support/listing-rows.ts';
import type { MarketQuestion } from '../support/market/market-question.ts';
import { MarketWorld } from '../support/market/market-world.ts';

let world: MarketWorld;
before(async () => {
  world = await MarketWorld.start();
});
after(async () => await world.stop());
beforeEach(async () => {
  await world.database.sql('DELETE FROM listing');
});

async function add(count: number, city: string, postal_code = '66000'): Promise<void> {
  await addListings(world.database, count, { city, postal_code });
}

async function shown(question: Omit<MarketQuestion, 'metric'>): Promise<unknown[]> {
  const lake = await world.lake();
  await world.rebuild(lake);
  const rows = await world.assertAnswer(await world.serve(lake), { metric: ['listings_on_offer'], ...question });
  return rows.map(({ period: _, count: __, hidden: ___, listings_on_offer: ____, ...group }) => Object.values(group));
}

test('a place is shown as it is spelled most often', async () => {
  await add(2, 'PERPIGNAN', '66 000');
  await add(3, 'Perpignan', '66000');
  await add(1, 'perpignan', '66-000');
  assert.deepEqual(await shown({ by: ['city', 'postal_code'] }), [['FR', 'Perpignan', '66000']]);
});

test('of spellings that are as frequent the first is shown, whatever came first', async () => {
  for (const city of ['perpignan', 'Perpignan', 'PERPIGNAN', 'PERPIGNÁN']) await add(2, city);
  assert.deepEqual(await shown({ by: ['city'] }), [['FR', 'PERPIGNAN']]);
});

test('H10: as known earlier it is shown as it was spelled most often then', async () => {
  await add(2, 'Perpignan');
  const [{ at = '' } = {}] = await world.database.sql<{ at: string }>(
    'SELECT max(recorded_at) AS at FROM listing_price',
  );
  await add(3, 'PERPIGNAN');
  await world.database.sql("UPDATE listing SET city = 'perpignan'");
  assert.deepEqual(await shown({ by: ['city'] }), [['FR', 'perpignan']]);
  assert.deepEqual(await shown({ by: ['city'], known_at: at }), [['FR', 'Perpignan']]);
});
