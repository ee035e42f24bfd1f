import assert from 'node:assert/strict';
import { test } from 'node:test';
import { extremesOf } from '../../ui/src/listing/extremes.ts';

const steps = [
  { at: 10, eur: 480 },
  { at: 20, eur: 300 },
  { at: 30, eur: 380 },
  { at: 40, eur: 350 },
];

test('the extremes are of the time that is shown, with the price that it begins with', () => {
  assert.deepEqual(extremesOf(steps, 0), { low: 300, high: 480, since: 10 });
  assert.deepEqual(extremesOf(steps, 15), { low: 300, high: 480, since: 15 });
  assert.deepEqual(extremesOf(steps, 20), { low: 300, high: 380, since: 20 });
  assert.deepEqual(extremesOf(steps, 35), { low: 350, high: 380, since: 35 });
  assert.deepEqual(extremesOf(steps, 99), { low: 350, high: 350, since: 99 });
  assert.equal(extremesOf([], 0), undefined);
});
