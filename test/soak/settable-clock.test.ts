import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { test } from 'node:test';
import { promisify } from 'node:util';
import { SettableClock } from './settable-clock.ts';

/** How far the clock of a new process is from that of this one, in hours. */
async function hoursAhead(environment: SettableClock['environment']): Promise<number> {
  const options = { env: { ...process.env, ...environment } };
  const { stdout } = await promisify(execFile)(process.execPath, ['-p', 'Date.now()'], options);
  return Math.round((Number(stdout) - Date.now()) / 3_600_000) + 0; // not -0
}

test('processes that are started with a clock have its time', async (t) => {
  const clock = await SettableClock.open();
  if (!clock) return t.skip('there is no C compiler');
  t.after(() => clock.close());
  assert.equal(await hoursAhead(clock.environment), 0);
  await clock.setBy(-3_600);
  assert.equal(await hoursAhead(clock.environment), -1);
  await clock.setBy(7_200);
  assert.equal(await hoursAhead(clock.environment), 2);
});
