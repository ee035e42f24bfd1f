import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ApiProblem } from '../../ui/src/api/problem.ts';
import { isDecisive, isUnknown, newKey, writeUnder } from '../../ui/src/api/write.ts';

const problem = (status: number, type: string, headers: Record<string, string> = {}) =>
  Response.json({ status, type, detail: '' }, { status, headers });
const unknown = () => problem(503, '/problems/outcome-unknown');
const made = () => Response.json({}, { status: 201 });

/** Answers with one after the other, the last one again and again. */
function service(...answers: (() => Response | Promise<Response>)[]) {
  const keys: string[] = [];
  const send = async (key: string) => {
    const answer = answers[Math.min(keys.length, answers.length - 1)];
    keys.push(key);
    const response = (await answer?.()) ?? made();
    return response.ok
      ? { data: 'made', response }
      : {
          error: await response
            .clone()
            .json()
            .catch(() => ''),
          response,
        };
  };
  const key = newKey();
  const waited: number[] = [];
  const pause = async (ms: number) => void waited.push(ms);
  return { keys, waited, write: async () => await writeUnder(key, send, pause) };
}

const offline = () => Promise.reject(new TypeError('fetch failed'));
const busy = () => problem(409, '/problems/in-progress');
const gateway = (status: number) => () => new Response('', { status });

test('a write whose outcome is unknown is sent again under the same key', async () => {
  for (const failure of [unknown, offline, busy, gateway(502), gateway(503), gateway(504)]) {
    const { keys, write } = service(failure, made);
    assert.equal((await write()).data, 'made');
    assert.equal(keys.length, 2);
    assert.equal(keys[0], keys[1]);
    assert.match(keys[0] ?? '', /^"[0-9a-f]{32}"$/);
  }
});

test('a write that was refused is not sent again', async () => {
  const { keys, write } = service(() => problem(422, '/problems/invalid'));
  await assert.rejects(write(), (error) => error instanceof ApiProblem && error.status === 422);
  assert.equal(keys.length, 1);
});

test('where one attempt may have been made, a later one that was not begun does not say that nothing was made', async () => {
  const overloaded = () => problem(503, '/problems/overloaded');
  const tooOften = () => problem(429, '/problems/too-many-requests');
  const { write } = service(offline, overloaded, tooOften);
  await assert.rejects(write(), (error) => error instanceof ApiProblem && error.status === 0);
  const refused = service(offline, () => problem(409, '/problems/conflict'));
  await assert.rejects(refused.write(), (error) => error instanceof ApiProblem && error.is('conflict'));
});

test('it waits for as long as the service asks where that is short, and else leaves it to who sends', async () => {
  const asks = (seconds: string) => () => problem(503, '/problems/overloaded', { 'retry-after': seconds });
  const short = service(asks('2'), made);
  await short.write();
  assert.deepEqual(short.waited, [2_000]);
  const long = service(asks('1800'));
  await assert.rejects(long.write(), (error) => error instanceof ApiProblem && error.retryAfter === 1_800);
  assert.deepEqual([long.keys.length, long.waited], [1, []]);
});

test('where one attempt may have been made, being asked to wait long does not say that nothing was made', async () => {
  const { write } = service(offline, () => problem(503, '/problems/overloaded', { 'retry-after': '1800' }));
  await assert.rejects(write(), (error) => error instanceof ApiProblem && error.status === 0);
});

test('of what a gateway answers nobody knows whether it was made; of what the service did not begin everybody does', () => {
  const failed = (status: number, kind = '') =>
    new ApiProblem({ status, type: `/problems/${kind}`, title: '', detail: '' });
  for (const open of [failed(0), failed(500), failed(502), failed(503), failed(504), failed(409, 'in-progress')]) {
    assert.ok(isUnknown(open) && !isDecisive(open), `${open.status}`);
  }
  for (const told of [
    failed(503, 'overloaded'),
    failed(503, 'unavailable'),
    failed(501, 'switched-off'),
    failed(422),
  ]) {
    assert.ok(!isUnknown(told), `${told.status}`);
  }
});
