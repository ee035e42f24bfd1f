import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ApiProblem } from '../../ui/src/api/problem.ts';
import { askedAgainAfter, isAskedAgain, isBeingMade } from '../../ui/src/figures/asked-again.ts';

type Said = { kind?: string; retryAfter?: number };

const failed = (status: number, { kind, retryAfter }: Said = {}) =>
  new ApiProblem(
    { ...(kind && { type: `/problems/${kind}` }), status, title: 'Failed', detail: 'It failed.' },
    retryAfter,
  );

const attempts = Array.from({ length: 20 }, (_, failures) => failures);

test('figures that are being made are asked for no sooner than the service said, and within half a minute', () => {
  const waits = [undefined, 5, 3_600].map((retryAfter) =>
    askedAgainAfter(0, failed(503, { kind: 'not-prepared', ...(retryAfter && { retryAfter }) })),
  );
  assert.deepEqual(waits, [1_000, 5_000, 30_000]);
});

test('also who is told to ask at once waits, and longer after each failure', () => {
  for (const retryAfter of [0, 1]) {
    const waits = attempts
      .slice(0, 6)
      .map((at) => askedAgainAfter(at, failed(503, { kind: 'overloaded', retryAfter })));
    assert.deepEqual(waits, [1_000, 2_000, 4_000, 8_000, 16_000, 30_000]);
  }
});

test('what is being made is told by the kind of the problem, and a failure is none', () => {
  assert.deepEqual([failed(503, { kind: 'not-prepared' }), failed(503, { kind: 'overloaded' })].map(isBeingMade), [
    true,
    true,
  ]);
  assert.deepEqual(
    [failed(503), failed(503, { kind: 'unavailable' }), failed(500), new Error('lost'), null].map(isBeingMade),
    [false, false, false, false, false],
  );
});

test('figures that are not there after some minutes are given up, and others sooner', () => {
  const triesOf = (error: Error) => attempts.filter((failures) => isAskedAgain(failures, error)).length;
  assert.equal(triesOf(failed(503, { kind: 'not-prepared' })), 8);
  assert.deepEqual([failed(0), failed(503), failed(503, { kind: 'unavailable' })].map(triesOf), [2, 2, 2]);
  assert.deepEqual([failed(422), failed(500)].map(triesOf), [0, 0]);
});

test('where no answer came it is asked after one second, then after two', () => {
  assert.deepEqual([askedAgainAfter(0, failed(0)), askedAgainAfter(1, failed(0))], [1_000, 2_000]);
});
