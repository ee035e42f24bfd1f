import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readReason, reasonBy } from '../../ui/src/words/own-reason.ts';

test('a reason says by what it was stated, and keeps what somebody gave', () => {
  assert.deepEqual(readReason(reasonBy('undo')), { by: 'undo', given: undefined });
  assert.deepEqual(readReason(reasonBy('restore')), { by: 'restore', given: undefined });
  assert.deepEqual(readReason(reasonBy('undo', 'a letter')), { by: 'undo', given: 'a letter' });
  assert.deepEqual(readReason('a letter'), { by: undefined, given: 'a letter' });
  assert.deepEqual(readReason(undefined), { by: undefined, given: undefined });
});

test('undone again and again, a reason grows no longer', () => {
  const once = reasonBy('undo', 'a letter');
  assert.equal(reasonBy('undo', once), once);
  assert.equal(reasonBy('undo', 'Restored'), 'Undone');
});

test('a reason that leaves no room stays whole', () => {
  const long = 'x'.repeat(1_000);
  assert.equal(reasonBy('undo', long), long);
  assert.equal(reasonBy('undo', '🏠'.repeat(992)).length, 'Undone: '.length + 2 * 992);
});
