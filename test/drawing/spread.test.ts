import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { spread } from '../../src/drawing/spread.ts';

test('what does not collide stays where it is', () => {
  assert.deepEqual(spread([10, 50, 90], 16, [0, 100]), [10, 50, 90]);
});

test('what collides makes room, in its own order', () => {
  assert.deepEqual(spread([95, 94], 16, [0, 100]), [100, 84]);
});

test('labels do not overlap and stay within', () => {
  const wanted = fc.array(fc.double({ min: -50, max: 350, noNaN: true }), { minLength: 1, maxLength: 6 });
  fc.assert(
    fc.property(wanted, (places) => {
      const spreadOut = spread(places, 16, [0, 300]);
      assert.ok(
        spreadOut.every((y) => y >= -1e-9 && y <= 300 + 1e-9),
        String(spreadOut),
      );
      const sorted = spreadOut.toSorted((a, b) => a - b);
      assert.ok(
        sorted.slice(1).every((y, at) => y - (sorted[at] ?? 0) >= 16 - 1e-9),
        String(sorted),
      );
    }),
  );
});
