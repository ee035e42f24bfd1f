import assert from 'node:assert/strict';
import { test } from 'node:test';
import { closedStorage, storageOf } from '../support/page/storages.ts';

test('what is written is kept in the browser, until it is dropped', () => {
  const kept = new Map<string, string>();
  const storage = storageOf(kept);
  storage.write('a', '1');
  assert.deepEqual([...kept], [['a', '1']]);
  assert.deepEqual([storage.read('a'), storage.outlives('a'), storage.keys()], ['1', true, ['a']]);
  storage.drop('a');
  assert.deepEqual([storage.read('a'), storage.outlives('a'), kept.size], [undefined, undefined, 0]);
});

test('what a closed storage does not take is there until the page is left, and it says so', () => {
  const storage = closedStorage();
  storage.write('a', '1');
  assert.deepEqual([storage.read('a'), storage.outlives('a'), storage.keys()], ['1', false, ['a']]);
  storage.drop('a');
  assert.deepEqual([storage.read('a'), storage.keys()], [undefined, []]);
});

test('a full one takes what there is room for again', () => {
  const kept = new Map([['other', '']]);
  const storage = storageOf(kept, { room: 1 });
  storage.write('a', '1');
  assert.equal(storage.outlives('a'), false);
  kept.clear();
  storage.write('a', '2');
  assert.deepEqual([storage.read('a'), storage.outlives('a'), kept.get('a')], ['2', true, '2']);
});

test('what is written over and does not fit any more counts as it was written last', () => {
  const kept = new Map([['a', 'before']]);
  const storage = storageOf(kept, { room: 1 });
  kept.delete('a');
  kept.set('other', '');
  storage.write('a', 'after');
  kept.set('a', 'before');
  assert.deepEqual([storage.read('a'), storage.keys()], ['after', ['other', 'a']]);
});
