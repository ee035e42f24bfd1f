import assert from 'node:assert/strict';
import { test } from 'node:test';
import { whileAllowed } from '../../../src/changes/live/while-allowed.ts';

test('who may not any more is told nothing more, and what was told is given up', async (t) => {
  let now = 0;
  t.mock.method(performance, 'now', () => now);
  let isAllowed = true;
  let asked = 0;
  let isLeft = false;
  async function* changes() {
    try {
      for (let n = 0; ; n += 1) yield n;
    } finally {
      isLeft = true;
    }
  }
  const seen: number[] = [];
  const mayStill = async () => {
    asked += 1;
    return isAllowed;
  };
  for await (const n of whileAllowed(changes(), { mayStill, pauseMs: 5_000 })) {
    seen.push(n);
    now += 1_000;
    if (n === 7) isAllowed = false;
  }
  assert.deepEqual([seen.at(-1), asked, isLeft], [9, 2, true]);
});
