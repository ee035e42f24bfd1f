import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { setClock } from '../support/clock.ts';
import { addListing } from '../support/listing-rows.ts';
import type { MarketQuestion } from '../support/market/market-question.ts';
import { type Lake, MarketWorld } from '../support/market/market-world.ts';

const at = (day: string, ms = 0) => new Date(Date.parse(`2024-${day}T00:00:00Z`) + ms).toISOString();

let world: MarketWorld;
let server: Lake['server'];

/** On 10 January it costs 100, from the 20th on 90; on 5 February it is learnt to be in Lyon. */
before(async () => {
  world = await MarketWorld.start();
  const { database } = world;
  await setClock(database, at('01-10'));
  const id = await addListing(database, { price: 100, city: 'Paris' });
  await setClock(database, at('01-20'));
  await database.sql('UPDATE listing SET price = 90 WHERE id = $1', [id]);
  await setClock(database, at('02-05'));
  await database.sql("UPDATE listing SET city = 'Lyon' WHERE id = $1", [id]);
  await database.sql(`CREATE OR REPLACE FUNCTION listing_clock() RETURNS timestamptz LANGUAGE sql VOLATILE AS
    $$ SELECT date_trunc('milliseconds', clock_timestamp()) $$`);
  const lake = await world.lake();
  await world.rebuild(lake);
  server = await world.serve(lake);
});
after(async () => await world.stop());

const asked = { metric: ['median_price', 'price_changes'], by: ['city'], min_count: 1, from: '2024-01-01' } as const;

/** City, price and changes of the last period. */
async function told(question: Pick<MarketQuestion, 'known_at' | 'to'>): Promise<unknown[] | undefined> {
  const rows = await world.assertAnswer(server, { ...asked, ...question });
  const last = rows.at(-1);
  return last && [last.period, last.city, last.median_price, last.price_changes];
}

const cases: [known_at: string, expected: unknown[] | undefined][] = [
  [at('01-10', -1), undefined],
  [at('01-10'), ['2024-01-01', 'Paris', 100, 0]],
  [at('01-20', -1), ['2024-01-01', 'Paris', 100, 0]],
  [at('01-20'), ['2024-01-01', 'Paris', 90, 1]],
  [at('02-01', -1), ['2024-01-01', 'Paris', 90, 1]],
  [at('02-01'), ['2024-02-01', 'Paris', 90, 0]],
  [at('02-05', -1), ['2024-02-01', 'Paris', 90, 0]],
  [at('02-05'), ['2024-02-01', 'Lyon', 90, 0]],
];
for (const [known_at, expected] of cases) {
  test(`what was recorded at an instant was known at it, and not a millisecond before: ${known_at}`, async () => {
    assert.deepEqual(await told({ known_at }), expected);
  });
}
