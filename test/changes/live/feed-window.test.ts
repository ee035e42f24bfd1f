import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { Change } from '../../../src/changes/change.ts';
import { encodeFeedCursor } from '../../../src/changes/feed-cursor.ts';
import { FeedWindow } from '../../../src/changes/live/feed-window.ts';

const cursorAt = (place: number) => encodeFeedCursor({ epoch: 'e', key: String(place >> 2), seq: String(place) });

function changeAt(place: number): Change {
  const at = '2026-01-01T00:00:00.000Z';
  return {
    ...{ cursor: cursorAt(place), listing_id: place, version: 1, kind: 'updated', effective_at: at, recorded_at: at },
    ...{ changed: {}, actor: 'a' },
  };
}

/** A window to which changes at every other place were added in steps of these sizes. @returns the last place, too */
function filled(sizes: readonly number[], mostKept: number) {
  const window = new FeedWindow(cursorAt(10), mostKept);
  let last = 10;
  for (const size of sizes) {
    const added = Array.from({ length: size }, (_, at) => changeAt(last + 2 * (at + 1)));
    last += 2 * size;
    window.add(added, cursorAt(last));
  }
  return { window, last };
}

test('a window has what follows a cursor, without a gap, or says that it does not know', () => {
  const sizes = fc.array(fc.integer({ min: 0, max: 7 }), { maxLength: 30 });
  fc.assert(
    fc.property(sizes, fc.integer({ min: 2, max: 20 }), (steps, mostKept) => {
      const { window, last } = filled(steps, mostKept);
      const numbers = Array.from({ length: last + 4 }, (_, place) => window.numberAfter(cursorAt(place)));
      const first = numbers.findIndex((number) => number !== undefined);
      const kept = (last - first) / 2;
      assert.ok(kept >= Math.min(Math.floor(mostKept / 2), (last - 10) / 2) && kept <= mostKept, `it has ${kept}`);
      for (const [place, number] of numbers.entries()) {
        assert.equal(number !== undefined, place >= first && place <= last, `at ${place}`);
        if (number === undefined) continue;
        const next = place % 2 === 0 ? place + 2 : place + 1;
        const follow = Array.from({ length: (last - next) / 2 + 1 }, (_, at) => next + 2 * at);
        assert.deepEqual(
          window.from(number, 1_000)?.map(({ listing_id }) => listing_id),
          follow,
        );
      }
      assert.equal(window.numberAfter(encodeFeedCursor({ epoch: 'other', key: '3', seq: '12' })), undefined);
    }),
  );
});
