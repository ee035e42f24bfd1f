import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import fc from 'fast-check';
import { metricNames } from '../../src/market/figures/metrics.ts';
import { anyBook } from '../support/market/any-book.ts';
import { groupNames, type MarketQuestion, pathOf } from '../support/market/market-question.ts';
import { MarketWorld } from '../support/market/market-world.ts';
import { letSessionsSetClock, WrittenBook } from '../support/market/written-book.ts';
import { thorough } from '../support/thorough.ts';

let world: MarketWorld;
before(async () => {
  world = await MarketWorld.start();
  await letSessionsSetClock(world.database);
});
after(async () => await world.stop());

const span = { from: '2019-12-01', to: '2023-06-01' };
const questions: readonly Omit<MarketQuestion, 'metric'>[] = [
  ...groupNames.map((name) => ({ by: [name], period: 'quarter' as const, ...span })),
  { by: ['city', 'postal_code', 'building_type'], period: 'year', ...span },
  { period: 'week', ...span, price_min: 80_000, updated_since: '2021-01-01T00:00:00Z' },
  { period: 'month', ...span, city: 'Perpignan', rooms_min: 2 },
];

/** What is asked of a book as it was known at an instant. */
async function answers(knownAt: string, store: Awaited<ReturnType<MarketWorld['lake']>>): Promise<string[]> {
  const server = await world.serve(store);
  const told: string[] = [];
  for (const question of questions) {
    const whole = { metric: metricNames, min_count: 1, known_at: knownAt, ...question };
    const { status, text } = await world.ask(server, whole);
    assert.equal(status, 200, `${pathOf(whole)}: ${text}`);
    told.push(text);
  }
  return told;
}

test('H10: figures as known at an instant are the same to the byte, whatever is written later, and made of it', async () => {
  const size = thorough ? 600 : 240;
  const [steps = []] = fc.sample(anyBook({ listings: 25, steps: size }), { numRuns: 1, seed: 11 });
  const kept = steps.filter(({ kind }) => kind !== 'delete'); // those of deleted listings go (H6)
  const book = await WrittenBook.empty(world.database);
  const followed = await world.lake();
  await book.take(kept.slice(0, size / 2));
  await world.follow(followed);
  const knownAt = book.recorded.at(-1) ?? '';
  const published = await answers(knownAt, followed);
  assert.ok(published.every((text) => text.length > 500));
  for (const end of [(size * 2) / 3, (size * 5) / 6, kept.length]) {
    await book.take(kept.slice(end - size / 6, end));
    await world.follow(followed);
    assert.deepEqual(await answers(knownAt, followed), published);
  }
  await book.close();
  const rebuilt = await world.lake();
  await world.rebuild(rebuilt);
  assert.deepEqual(await answers(knownAt, rebuilt), published);
  const now = await answers(book.recorded.at(-1) ?? '', rebuilt);
  assert.ok(
    now.every((text, at) => text !== published[at]),
    'what was written later tells',
  );
});

test('H6, H10: a listing that was deleted is in no figure of what was known before', async () => {
  const lake = await world.lake();
  await world.rebuild(lake);
  const server = await world.serve(lake);
  const question = {
    metric: ['listings_on_offer'],
    min_count: 1,
    from: '2022-12-01',
    to: '2023-01-01',
    known_at: '2023-06-01T00:00:00Z',
  } as const;
  const [{ count = 0 } = {}] = await world.assertAnswer(server, question);
  await world.database.sql(
    'DELETE FROM listing WHERE id = (SELECT min(listing_id) FROM listing_price WHERE effective_at < $1)',
    ['2021-01-01'],
  );
  await world.follow(lake);
  const [after] = await world.assertAnswer(await world.serve(lake), question);
  assert.deepEqual([after?.count, after?.listings_on_offer], [count - 1, count - 1]);
});
