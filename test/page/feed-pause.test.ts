import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pauseAfter } from '../../ui/src/changes/feed-pause.ts';

test('pauses double from a second to half a minute, and are never all the same', () => {
  for (let failures = 1; failures <= 80; failures += 1) {
    const longest = Math.min(1_000 * 2 ** (failures - 1), 30_000);
    const pauses = Array.from({ length: 20 }, () => pauseAfter(failures, {}));
    assert.ok(
      pauses.every((pause) => pause >= longest / 2 && pause <= longest),
      `${failures}: ${pauses}`,
    );
    assert.ok(new Set(pauses).size > 1);
  }
});

test('a pause is no shorter than the service said, and an hour at most', () => {
  assert.equal(pauseAfter(1, { hintMs: 3_210 }), 3_210);
  assert.equal(pauseAfter(1, { hintMs: 3_210, retryAfter: 60 }), 60_000);
  assert.equal(pauseAfter(1, { retryAfter: 1e9 }), 3_600_000);
  assert.ok(pauseAfter(6, { hintMs: 10 }) >= 15_000);
});
