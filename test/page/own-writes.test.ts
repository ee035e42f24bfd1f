import assert from 'node:assert/strict';
import { test } from 'node:test';
import { OwnWrites } from '../../ui/src/editing/own-writes.ts';

const write = async (own: OwnWrites, from: string, to: string) =>
  await own.during(
    '7',
    async () => {},
    () => ({ from, to }),
  );

test('versions are all own where each was written here, however the answers were compressed', async () => {
  const own = new OwnWrites();
  await write(own, '"3"', '"4-br"');
  await write(own, '"4"', '"5"');
  assert.ok(own.areAll('7', { from: '"3-gzip"', to: '"5"' }));
  assert.ok(own.areAll('7', { from: '"5"', to: '"5"' }));
  assert.ok(!own.areAll('7', { from: '"2"', to: '"5"' }));
  assert.ok(!own.areAll('7', { from: '"3"', to: '"6"' }));
  assert.ok(!own.areAll('8', { from: '"3"', to: '"5"' }));
});

test('what somebody else wrote in between is not own', async () => {
  const own = new OwnWrites();
  await write(own, '"3"', '"4"');
  await write(own, '"5"', '"6"');
  assert.ok(!own.areAll('7', { from: '"3"', to: '"6"' }));
  assert.ok(own.areAll('7', { from: '"5"', to: '"6"' }));
});

test('a write is under way until it is answered or fails, and who watches is told', async () => {
  const own = new OwnWrites();
  const seen: boolean[] = [];
  own.subscribe(() => seen.push(own.isUnderWay('7')));
  const failing = own.during(
    '7',
    async () => await Promise.reject(new Error('no answer')),
    () => ({ from: '"3"', to: '"4"' }),
  );
  await assert.rejects(failing, /no answer/);
  assert.deepEqual(seen, [true, false]);
  assert.ok(!own.areAll('7', { from: '"3"', to: '"4"' }));
});

test('what said what was said already makes no version', async () => {
  const own = new OwnWrites();
  await write(own, '"3"', '"4"');
  await write(own, '"4"', '"4"');
  assert.ok(own.areAll('7', { from: '"3"', to: '"4"' }));
});

test('what was read is behind while a write is under way, and until it is read again', async () => {
  const own = new OwnWrites();
  const { promise, resolve: answer } = Promise.withResolvers<void>();
  const writing = own.during(
    '7',
    () => promise,
    () => ({ from: '"3"', to: '"4"' }),
  );
  assert.ok(own.isBehind('7', '"3"'));
  assert.ok(!own.isBehind('8', '"3"'));
  answer();
  await writing;
  assert.ok(own.isBehind('7', '"3-br"'));
  assert.ok(!own.isBehind('7', '"4"'));
  assert.ok(!own.isBehind('7', '"5"'));
});
