import assert from 'node:assert/strict';
import { test } from 'node:test';
import { seenOf } from '../../src/db/replica-look.ts';
import type { Standing } from '../../src/db/wal-position.ts';

const at = (position: number | null, system = 'one'): Standing => ({ system, standby: true, position });
const primary: Standing = { ...at(9), standby: false };

test('of several replicas the one that is furthest behind counts', () => {
  assert.deepEqual(seenOf([at(7), at(5)], primary), { replayed: 5, primary: 9 });
  assert.deepEqual(seenOf([at(9)], primary), { replayed: 9, primary: 9 });
});

test('while the primary cannot be asked, or is a standby itself, nothing is known of it', () => {
  assert.deepEqual(seenOf([at(7, 'two')], undefined), { replayed: 7, primary: undefined });
  assert.deepEqual(seenOf([at(9)], at(7)), { replayed: 9, primary: undefined });
});

const useless: [string, Standing[], RegExp][] = [
  ['does not say how far it is', [at(7), at(null)], /does not say/],
  ['is of another cluster', [at(7), at(7, 'two')], /another database cluster/],
  ['has what the primary has not', [at(7), at(10)], /follows another server/],
];
for (const [what, replicas, why] of useless) {
  test(`a replica that ${what} is none of the primary's`, () => {
    assert.throws(() => seenOf(replicas, primary), why);
  });
}
