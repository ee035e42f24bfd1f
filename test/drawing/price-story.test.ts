import assert from 'node:assert/strict';
import { test } from 'node:test';
import { priceStory } from '../../src/drawing/price-story.ts';

const day = 86_400_000;
const start = new Date(2026, 0, 1).getTime();
const steps = (...prices: [days: number, eur: number][]) =>
  prices.map(([days, eur]) => ({ at: start + days * day, eur }));
const now = start + 100.5 * day;

test('without a price there is no story', () => assert.equal(priceStory([], now), undefined));

test('an unchanged price has no cuts, and is no lowest one', () => {
  const story = priceStory(steps([0, 100], [50, 100]), now);
  assert.deepEqual([story?.cuts, story?.rises, story?.changePct, story?.isLowest], [0, 0, 0, false]);
  assert.equal(story?.daysOnOffer, 100);
});

test('cuts are counted, and their sum is that from the first to the last price', () => {
  const story = priceStory(steps([0, 200], [10, 190], [20, 180]), now);
  assert.deepEqual([story?.cuts, story?.rises, story?.changePct, story?.isLowest], [2, 0, -10, true]);
});

test('a price above an earlier one is not the lowest', () => {
  const story = priceStory(steps([0, 200], [10, 150], [20, 160]), now);
  assert.deepEqual([story?.cuts, story?.rises, story?.isLowest, story?.lowest.eur], [1, 1, false, 150]);
});

test('a first price of 0 has no percent, and is not taken for the same price', () => {
  assert.equal(priceStory(steps([0, 0], [1, 100]), now)?.changePct, undefined);
  assert.equal(priceStory(steps([0, 0]), now)?.changePct, 0);
});

test('a cut that only takes back a rise shortly before it is told apart', () => {
  const raised = priceStory(steps([0, 100], [10, 120], [30, 101]), now)?.raisedBefore;
  assert.deepEqual(raised, { at: start + 10 * day, pct: 20 });
  for (const [what, story] of [
    ['one below the price before the rise', steps([0, 100], [10, 120], [30, 99])],
    ['one long after the rise', steps([0, 100], [10, 120], [90, 110])],
    ['a rise after a cut', steps([0, 100], [10, 90], [20, 95])],
  ] as const) {
    assert.equal(priceStory(story, now)?.raisedBefore, undefined, what);
  }
});
