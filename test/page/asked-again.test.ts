import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ApiProblem } from '../../ui/src/api/problem.ts';
import { askedAgainAfter, isAskedAgain } from '../../ui/src/parts/asked-again.ts';

const failed = (status: number, retryAfter?: number) =>
  new ApiProblem({ status, title: 'Failed', detail: 'It failed.' }, retryAfter);

test('figures that are being made are asked for when the service said, and within half a minute', () => {
  const waits = [undefined, 5, 3_600].map((retryAfter) => askedAgainAfter(0, failed(503, retryAfter)));
  assert.deepEqual(waits, [2_000, 5_000, 30_000]);
  assert.equal(isAskedAgain(100, failed(503)), true);
});

test('where no answer came it is asked twice more, and where it was refused not at all', () => {
  assert.deepEqual(
    [0, 1, 2].map((failures) => isAskedAgain(failures, failed(0))),
    [true, true, false],
  );
  assert.deepEqual([askedAgainAfter(0, failed(0)), askedAgainAfter(1, failed(0))], [1_000, 2_000]);
  assert.equal(isAskedAgain(0, failed(422)), false);
});
