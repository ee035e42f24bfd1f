import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { FaultRounds } from './fault-rounds.ts';
import type { Fault } from './faults.ts';
import { type DataDir, makeDataDir } from './run-cli.ts';
import { ServedDatabase } from './served-database.ts';
import { thorough } from './thorough.ts';

const rounds = thorough ? 3 : 1;

/** A test for each of the faults, one after the other on one database. */
export function testDeaths(deaths: readonly Fault[]): void {
  let dataDir: DataDir;
  let served: ServedDatabase;
  let all: FaultRounds;
  before(async () => {
    dataDir = await makeDataDir();
    served = new ServedDatabase(dataDir);
    await served.start();
    all = new FaultRounds(served);
  });
  after(async () => {
    const ended = await served.stop().finally(() => dataDir.remove());
    assert.equal(ended?.status, 0, ended?.stderr);
  });

  for (const death of deaths) {
    test(`H9: ${death.name} under writers loses nothing, does nothing twice, and the service is back`, async (t) => {
      for (let round = 1; round <= rounds; round += 1) {
        const backAfterMs = await all.strike(death);
        t.diagnostic(`round ${round}: back after ${Math.round(backAfterMs)} ms`);
      }
      await all.judge(); // a history only grows: what any round lost is missing in the end
      t.diagnostic(`${all.count('acknowledged')} writes acknowledged, ${all.count('unknown')} unknown`);
    });
  }
}
