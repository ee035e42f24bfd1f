import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ServiceClock } from '../../ui/src/api/service-clock.ts';

const day = 86_400_000;
const noon = Date.UTC(2026, 10, 29, 12);
const answerAt = (at?: number) => ({
  headers: new Headers(at === undefined ? {} : { date: new Date(at).toUTCString() }),
});

/** A browser that has run for a while, whose clock is off by so many days. */
function clockOff(days: number) {
  let running = 5_000;
  const clock = new ServiceClock(
    () => running,
    () => noon + running - 5_000 + days * day,
  );
  return { clock, pass: (ms: number) => (running += ms) };
}

test('until there is an answer the browser’s clock counts', () => {
  const { clock, pass } = clockOff(3);
  assert.equal(clock.now(), noon + 3 * day);
  clock.note(answerAt());
  clock.note({ headers: new Headers({ date: 'soon' }) });
  pass(1_000);
  assert.equal(clock.now(), noon + 3 * day + 1_000);
  assert.equal(clock.isTold(), false);
  clock.note(answerAt(noon));
  assert.equal(clock.isTold(), true);
});

for (const days of [3, -3]) {
  test(`a clock that is ${days} days off is put right by the first answer`, () => {
    const { clock, pass } = clockOff(days);
    clock.note(answerAt(noon));
    pass(1_500);
    assert.equal(clock.now(), noon + 1_500);
  });
}

test('what was read by a clock that is off was read at a time of the service', () => {
  const { clock, pass } = clockOff(3);
  clock.note(answerAt(noon));
  pass(60_000);
  assert.equal(clock.timeOf(noon + 3 * day), noon);
  clock.note(answerAt(noon)); // a cache kept it
  assert.equal(clock.timeOf(noon + 3 * day + 60_000), noon + 60_000);
});

test('an answer that a cache kept does not put it back', () => {
  const { clock, pass } = clockOff(0);
  clock.note(answerAt(noon));
  pass(3_600_000);
  clock.note(answerAt(noon));
  assert.equal(clock.now(), noon + 3_600_000);
});

test('a question is asked with the browser’s clock, and once more where that was wrong', async () => {
  const { clock } = clockOff(-3);
  const asked: number[] = [];
  const ask = async (now: number) => {
    asked.push(now);
    clock.note(answerAt(noon));
    return now;
  };
  assert.equal(await clock.ask(ask), noon);
  assert.equal(await clock.ask(ask), noon);
  assert.deepEqual(asked, [noon - 3 * day, noon, noon]);
});

test('a refusal counts where the time was right', async () => {
  const { clock } = clockOff(3);
  const refused: number[] = [];
  const refuse = async (now: number) => {
    refused.push(now);
    clock.note(answerAt(noon));
    throw new Error('refused');
  };
  await assert.rejects(clock.ask(refuse), /refused/);
  await assert.rejects(clock.ask(refuse), /refused/);
  assert.deepEqual(refused, [noon + 3 * day, noon, noon]);
});

test('who shows the time is told when it changes', () => {
  const { clock } = clockOff(0);
  let told = 0;
  const stop = clock.subscribe(() => {
    told += 1;
  });
  clock.note(answerAt(noon + day));
  clock.note(answerAt(noon));
  stop();
  clock.note(answerAt(noon + 2 * day));
  assert.equal(told, 1);
});
