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
  assert.equal(reasonBy('undo', reasonBy('restore')), reasonBy('undo'));
});

test('a reason that leaves no room stays whole', () => {
  const long = 'x'.repeat(1_000);
  assert.equal(reasonBy('undo', long), long);
  assert.equal(reasonBy('undo', '🏠'.repeat(990)).length, '↩ Undone: '.length + 2 * 990);
});

test('what a person writes is a reason, also where it begins with the words of the page', () => {
  for (const reason of ['Undone: the buyer withdrew', 'Restored: from the notary', 'Restored', 'Undone: ', '↩ done']) {
    assert.deepEqual(readReason(reason), { by: undefined, given: reason });
  }
});
