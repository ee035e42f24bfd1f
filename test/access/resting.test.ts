import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { resting } from '../../src/access/resting.ts';

const restMs = 2_000;

/** What fails or answers as it is told to, how often it was asked, and a clock that a test sets, in ms. */
function store(t: TestContext) {
  const seen = { ms: 0, asked: 0, isAway: true };
  t.mock.method(performance, 'now', () => seen.ms);
  const ask = resting(async (what: string) => {
    seen.asked += 1;
    if (seen.isAway) throw new Error(`away ${seen.asked}`);
    return `answer to ${what}`;
  });
  return { seen, ask };
}

test('what has failed is not asked for a while: who comes is told the same failure', async (t) => {
  const { seen, ask } = store(t);
  await assert.rejects(ask('one'), { message: 'away 1' });
  seen.isAway = false;
  seen.ms = restMs - 1;
  for (let turn = 0; turn < 3; turn += 1) await assert.rejects(ask('another'), { message: 'away 1' });
  assert.equal(seen.asked, 1);
});

test('after the while it is asked again, and rests again where it fails again', async (t) => {
  const { seen, ask } = store(t);
  await assert.rejects(ask('one'));
  seen.ms = restMs;
  await assert.rejects(ask('another'), { message: 'away 2' });
  seen.ms = 2 * restMs - 1;
  await assert.rejects(ask('another'), { message: 'away 2' });
  seen.isAway = false;
  seen.ms = 2 * restMs;
  assert.equal(await ask('another'), 'answer to another');
  assert.equal(seen.asked, 3);
});

test('what answers is asked each time', async (t) => {
  const { seen, ask } = store(t);
  seen.isAway = false;
  for (const what of ['one', 'another']) assert.equal(await ask(what), `answer to ${what}`);
  assert.equal(seen.asked, 2);
});

test('what answers one, and has failed for another one meanwhile, rests', async (t) => {
  t.mock.method(performance, 'now', () => 0);
  const asked: { answer: () => void; fail: (error: Error) => void }[] = [];
  const ask = resting(() => new Promise<void>((answer, fail) => asked.push({ answer, fail })));
  const [slow, late] = [ask(), ask()];
  asked[1]?.fail(new Error('late'));
  await assert.rejects(late, { message: 'late' });
  asked[0]?.answer();
  await slow;
  const next = ask();
  asked[2]?.answer();
  await assert.rejects(next, { message: 'late' });
  assert.equal(asked.length, 2);
});
