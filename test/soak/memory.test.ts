import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { test } from 'node:test';
import { until } from '../support/until.ts';
import { collectedMemory, inspectorAtAnyPort, type MemoryUsage } from './collected-memory.ts';
import { compared, grown, heldBy } from './memory.ts';

const mb = 1e6;

/** A process that does nothing. @returns once it is there */
async function startIdle() {
  const child = spawn(process.execPath, [
    inspectorAtAnyPort,
    '-e',
    'console.log("ready"); setInterval(() => {}, 1_000)',
  ]);
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (said += chunk));
  const printed = async (pattern: RegExp) => {
    await until(`it says ${pattern}`, async () => pattern.test(said));
    return pattern.exec(said)?.[1] ?? '';
  };
  await printed(/ready/);
  return { child, printed };
}

test('a process tells what it holds after a collection, each time that it is asked', async () => {
  const idle = await startIdle();
  try {
    for (let time = 0; time < 2; time += 1) {
      const { rss, heapTotal, heapUsed } = await collectedMemory(idle);
      assert.ok(heapUsed > mb && heapTotal >= heapUsed && rss > heapTotal, `${heapUsed}, ${heapTotal}, ${rss}`);
    }
  } finally {
    idle.child.kill('SIGKILL');
  }
});

test('what a process holds is the least that it uses, whatever room its heap has', async () => {
  const looks: MemoryUsage[] = [9, 3, 5, 7, 8].map((more) => ({
    ...{ rss: (300 + more) * mb, heapTotal: 100 * mb, heapUsed: (80 + more) * mb },
  }));
  const collectedMemory = async () => looks.pop() ?? assert.fail('five looks are enough');
  const held = await heldBy({ collectedMemory }, 0);
  assert.deepEqual(held, { mb: 286, heapMb: 83 });
});

test('a process that holds a tenth more than before is told', () => {
  const api = compared({ mb: 280, heapMb: 80 }, { mb: 308, heapMb: 80 });
  const worker = compared({ mb: 280, heapMb: 80 }, { mb: 320, heapMb: 120 });
  assert.deepEqual([api.growth, worker.growth], [0.1, 0.143]);
  assert.deepEqual(grown({ api, worker }), ['worker held 280 MB before the faults and holds 320 after them']);
});
