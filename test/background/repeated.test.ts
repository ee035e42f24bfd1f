import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Repeated } from '../../src/background/repeated.ts';

test('of several failures in a row the first is told, and that it goes on once one has succeeded', async () => {
  const told: string[] = [];
  const outcomes = [true, false, false, true, true, false, true];
  const { promise: done, resolve } = Promise.withResolvers<void>();
  const step = async () => {
    const outcome = outcomes.shift();
    if (outcome === undefined) resolve();
    else told.push(outcome ? 'done' : 'failed');
    if (outcome === false) throw new Error('no');
    return outcome === undefined ? 60_000 : 0;
  };
  const repeated = new Repeated({
    ...{ step, failingMs: 0 },
    onFailure: (error) => told.push(`told: ${(error as Error).message}`),
    onRecovery: () => told.push('told: it goes on'),
  });
  repeated.start();
  await done;
  await repeated.stop();
  assert.deepEqual(told, [
    ...['done', 'failed', 'told: no', 'failed', 'done', 'told: it goes on'],
    ...['done', 'failed', 'told: no', 'done', 'told: it goes on'],
  ]);
  assert.equal(repeated.isFailing, false);
});
