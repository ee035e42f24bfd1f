import assert from 'node:assert/strict';
import { test } from 'node:test';
import { extremesOf } from '../../src/drawing/extremes.ts';

test('extremes are the first ones of those that are equal', () => {
  assert.deepEqual(
    extremesOf([2, 1, 3], (each) => each),
    { lowest: 1, highest: 3 },
  );
  assert.deepEqual(
    extremesOf([2], (each) => each),
    { lowest: 2, highest: 2 },
  );
});
