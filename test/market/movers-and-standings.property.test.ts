import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import fc from 'fast-check';
import type { Mover } from '../../src/market/figures/movers-query.ts';
import type { Standing } from '../../src/market/figures/standing-query.ts';
import { inFewPlaces } from '../support/market/any-book.ts';
import { anyMoversQuestion } from '../support/market/any-movers-question.ts';
import { assertFigure } from '../support/market/assert-figure.ts';
import { type MoversQuestion, urlOf } from '../support/market/market-question.ts';
import { type Answered, MarketWorld } from '../support/market/market-world.ts';
import { plainMovers } from '../support/market/plain-movers.ts';
import { plainStanding } from '../support/market/plain-standing.ts';
import { sampledBooks } from '../support/market/sampled-books.ts';
import { letSessionsSetClock } from '../support/market/written-book.ts';
import { writtenLakes } from '../support/market/written-lakes.ts';
import { thorough } from '../support/thorough.ts';

const numRuns = thorough ? 80 : 10;

let world: MarketWorld;
before(async () => {
  world = await MarketWorld.start();
  await letSessionsSetClock(world.database);
});
after(async () => await world.stop());

let [movers, told] = [0, 0];
for (const { title, seed, steps } of sampledBooks) {
  test(`${title}: those that moved most, and where each listing stands, are what the definitions have`, async () => {
    const { ids, get } = await writtenLakes(world, inFewPlaces(steps()));
    const askedOfMovers = fc.asyncProperty(anyMoversQuestion(ids), async (question) => {
      movers += await assertMovers(question, await get(urlOf('/market/movers', question)));
    });
    await fc.assert(askedOfMovers, { numRuns, seed });
    const anyStanding = fc.record({ id: fc.constantFrom(...ids), min_count: fc.constantFrom(undefined, 1, 1, 2) });
    const askedOfStandings = fc.asyncProperty(anyStanding, async ({ id, min_count }) => {
      told += await assertStanding({ id, min_count }, await get(urlOf(`/listings/${id}/market`, { min_count })));
    });
    await fc.assert(askedOfStandings, { numRuns, seed });
  });
}

test('among them were some', () => {
  assert.ok(Math.min(movers, told) > numRuns / 2, `${movers} movers, ${told} that stand among others`);
});

/** @returns how many there are. */
async function assertMovers(question: MoversQuestion, { status, text }: Answered): Promise<number> {
  const where = urlOf('/market/movers', question);
  assert.equal(status, 200, `${where}: ${text}`);
  const answered: Mover[] = JSON.parse(text);
  const expected = await plainMovers(world.plain, question, new Date().toISOString());
  const ids = (movers: readonly { listing_id: number }[]) => movers.map(({ listing_id }) => listing_id);
  assert.deepEqual(ids(answered), ids(expected), where);
  for (const [at, { change_pct, ...plain }] of expected.entries()) {
    const { listing, ...mover } = answered[at] as Mover;
    assertFigure('change_pct', mover.change_pct, change_pct);
    assert.deepEqual(mover, { ...plain, change_pct: mover.change_pct }, where);
    assert.deepEqual([listing.id, listing.latest_price_eur], [plain.listing_id, plain.to_eur], where);
  }
  return answered.length;
}

/** @returns 1 where it tells about others. */
async function assertStanding(
  { id, min_count }: { id: number; min_count: number | undefined },
  { status, text }: Answered,
): Promise<number> {
  const expected = await plainStanding(world.plain, { id, minCount: min_count });
  assert.equal(status, expected ? 200 : 404, text);
  if (!expected) return 0;
  const { comparable, ...figures }: Standing = JSON.parse(text);
  const { country: _, city: __, building_type: ___, ...compared } = comparable;
  const told: Record<string, number> = { ...figures, ...compared };
  const names = Object.keys(expected).filter((name) => expected[name] !== null);
  assert.deepEqual(Object.keys(told).toSorted(), names.toSorted(), `${id} ${min_count}: ${text}`);
  for (const name of names) {
    // What differs little from the median is right as a ratio to it.
    const from = name === 'difference_pct' ? 100 : 0;
    assertFigure(name, from + Number(told[name]), from + Number(expected[name]));
  }
  return 'cut_share' in told ? 1 : 0;
}
