import assert from 'node:assert/strict';
import { test } from 'node:test';
import { localMinute, readPastInstant } from '../../ui/src/editing/past-instant.ts';

const now = Date.parse('2026-08-02T09:30:20.000Z');

test('a time of the reader is read as an instant, up to now', () => {
  const text = localMinute(now);
  assert.deepEqual(readPastInstant(text, now), { at: '2026-08-02T09:30:00.000Z' });
  assert.deepEqual(readPastInstant(localMinute(now + 60_000), now), { fault: 'in-the-future' });
  assert.deepEqual(readPastInstant(text, now, [Date.parse('2026-08-02T09:30:00.000Z')]), { fault: 'taken' });
  assert.deepEqual(readPastInstant('', now), { fault: 'missing' });
  assert.deepEqual(readPastInstant('0202-08-02T09:30', now), { fault: 'too-early' });
  assert.deepEqual(readPastInstant('2026-13-01T00:00', now), { fault: 'missing' });
});
