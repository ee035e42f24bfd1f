import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { FaultRounds } from '../support/fault-rounds.ts';
import type { Fault } from '../support/faults.ts';
import { diskFull, readOnly, restarted, stopped } from '../support/outages.ts';
import { makeDataDir } from '../support/run-cli.ts';
import { ServedDatabase } from '../support/served-database.ts';
import { mountSmallDisk } from '../support/small-disk.ts';
import { long } from '../support/thorough.ts';

const backWithinMs = 5_000;

/** Lets outages strike one after the other under writers, on a new database, in the folder if one is given. */
async function weather(t: TestContext, folder: string | undefined, outages: readonly Fault[]): Promise<void> {
  const dataDir = await makeDataDir(folder);
  const served = new ServedDatabase(dataDir);
  try {
    await served.start();
    const rounds = new FaultRounds(served);
    for (const outage of outages) {
      const backAfterMs = await rounds.round(outage, { backWithinMs });
      t.diagnostic(`${outage.name}: back after ${Math.round(backAfterMs)} ms`);
    }
    const ended = await served.stop();
    assert.equal(ended?.status, 0, ended?.stderr);
    t.diagnostic(`${rounds.count('acknowledged')} writes acknowledged, ${rounds.count('unknown')} unknown`);
  } finally {
    await served.kill();
    await dataDir.remove();
  }
}

test('H9: through outages writers are answered right or told when to come back, and 5 s later all is well', {
  skip: long,
}, async (t) => {
  await weather(t, undefined, [readOnly(800), stopped(2_000), restarted]);
});

test('H9: so they are through a full disk', { skip: long }, async (t) => {
  const disk = await mountSmallDisk(200);
  if (!disk) return t.skip('only root can mount a small disk to fill');
  await weather(t, disk.path, [diskFull(2_000)]).finally(() => disk.remove());
});
