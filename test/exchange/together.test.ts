import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setImmediate as turn } from 'node:timers/promises';
import { together } from '../../src/exchange/together.ts';

test('what is done together comes back in its order', async () => {
  const slow = async () => {
    await turn();
    return 'slow';
  };
  assert.deepEqual(await together([slow, async () => 'quick']), ['slow', 'quick']);
});

test('the first failure is thrown once all have ended, and tells the others to stop', async () => {
  const ended: string[] = [];
  const untilStopped = async (signal: AbortSignal) => {
    while (!signal.aborted) await turn();
    await turn();
    ended.push('stopped');
    throw new Error('a later failure');
  };
  const failing = async () => {
    await turn();
    throw new Error('the first failure');
  };
  await assert.rejects(together<unknown>([untilStopped, failing]), { message: 'the first failure' });
  assert.deepEqual(ended, ['stopped']);
});
