import assert from 'node:assert/strict';
import { test } from 'node:test';
import { inSteps } from '../../ui/src/editing/in-steps.ts';

test('what failed halfway goes on from what is made already, at the tag of that', async () => {
  const made: string[] = [];
  let isBusy = true;
  const steps = inSteps('"1"', [
    async (etag) => {
      made.push(`first of ${etag}`);
      return '"2"';
    },
    async (etag) => {
      if (isBusy) throw new Error('busy');
      made.push(`second of ${etag}`);
      return '"3"';
    },
  ]);
  assert.equal(steps.isBegun(), false);
  await assert.rejects(steps.go());
  assert.equal(steps.isBegun(), true);
  isBusy = false;
  await steps.go();
  assert.deepEqual(made, ['first of "1"', 'second of "2"']);
});
