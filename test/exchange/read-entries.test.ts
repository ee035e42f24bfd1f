import assert from 'node:assert/strict';
import { Readable } from 'node:stream';
import { type TestContext, test } from 'node:test';
import { readEntries } from '../../src/exchange/read-entries.ts';

test('of many short lines none is lost, and others get a turn after some hundreds', async (t: TestContext) => {
  let turns = 0;
  const counting = setInterval(() => {}, 60_000); // what counts turns alone keeps nothing alive
  t.after(() => clearInterval(counting));
  const count = () => {
    turns += 1;
    setImmediate(count).unref();
  };
  setImmediate(count).unref();
  const [numbers, turnsBetween]: [number[], number[]] = [[], []];
  for await (const entries of readEntries(Readable.from([Buffer.from('a\n'.repeat(32_768))]), 'ndjson')) {
    assert.ok(entries.length <= 500);
    numbers.push(...entries.map(({ line }) => line));
    turnsBetween.push(turns);
  }
  assert.deepEqual(
    numbers,
    Array.from({ length: 32_768 }, (_, n) => n + 1),
  );
  assert.equal(new Set(turnsBetween).size, turnsBetween.length);
});
