import assert from 'node:assert/strict';
import { test } from 'node:test';
import { heldBetween } from '../../ui/src/listing/held-between.ts';

const steps = [
  { at: 10, eur: 480 },
  { at: 20, eur: 300 },
  { at: 30, eur: 380 },
  { at: 40, eur: 350 },
];

test('the extremes are of the time that is shown, with the price that it begins with', () => {
  const since = (from: number) => heldBetween(steps, { from, to: 100 });
  assert.deepEqual(since(0), { low: 300, high: 480, since: 10 });
  assert.deepEqual(since(15), { low: 300, high: 480, since: 15 });
  assert.deepEqual(since(20), { low: 300, high: 380, since: 20 });
  assert.deepEqual(since(35), { low: 350, high: 380, since: 35 });
  assert.deepEqual(since(99), { low: 350, high: 350, since: 99 });
  assert.equal(heldBetween([], { from: 0, to: 100 }), undefined);
});
