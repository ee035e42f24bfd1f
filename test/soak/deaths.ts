import { FaultRounds } from '../support/fault-rounds.ts';
import { databaseDeaths, type Fault, serverDeaths } from '../support/faults.ts';
import { isLoss } from '../support/history-checker.ts';
import { readOnly, restarted, stopped } from '../support/outages.ts';
import { makeDataDir } from '../support/run-cli.ts';
import { ServedDatabase } from '../support/served-database.ts';
import { keepFigures, print } from './figures.ts';

const longSilence = stopped(30_000);
const faults: readonly Fault[] = [...serverDeaths, ...databaseDeaths, readOnly(800), stopped(2_000), restarted];
const figures = {
  rounds: 0,
  faults: 0,
  acknowledged: 0,
  unknown: 0,
  repeats: 0,
  /** Acknowledged writes that were missing; and everything that was wrong, by the round it was found in. */
  lost: 0,
  wrong: [] as string[],
  slowestBackMs: Object.fromEntries([...faults, longSilence].map(({ name }) => [name, 0])),
};
let interrupted = false;

/**
 * Lets processes die under 32 writers, again and again, and looks whether every acknowledged write is there. A round is every
 * fault once, on a database of its own; the last round has the long silence too. @returns whether all was well
 */
export async function soakDeaths(rounds: number): Promise<boolean> {
  for (const name of ['SIGINT', 'SIGTERM']) process.once(name, () => (interrupted = true));
  for (let round = 1; round <= rounds && !interrupted; round += 1) {
    await soak(round === rounds ? [...faults, longSilence] : faults).catch((error: Error) => {
      figures.wrong.push(`round ${round}: ${error.message}`);
      print(`round ${round}: ${error.message}`);
    });
    figures.rounds = round;
    const { acknowledged, unknown, lost, wrong } = figures;
    print(
      `round ${round} of ${rounds}: ${acknowledged} acknowledged, ${unknown} unknown, ${lost} lost, ${wrong.length} wrong`,
    );
  }
  await keepFigures('deaths', figures);
  return figures.wrong.length === 0;
}

/** A round on a new database. Fails where the checker or doctor finds something. */
async function soak(all: readonly Fault[]): Promise<void> {
  const dataDir = await makeDataDir();
  const served = new ServedDatabase(dataDir);
  try {
    await served.start();
    const faultRounds = new FaultRounds(served);
    try {
      for (const fault of all) await strike(faultRounds, fault);
    } finally {
      figures.acknowledged += faultRounds.count('acknowledged');
      figures.unknown += faultRounds.count('unknown');
      figures.repeats += faultRounds.record.repeats;
      figures.lost += faultRounds.findings.filter(isLoss).length;
    }
    await served.stop();
  } finally {
    await served.kill();
    await dataDir.remove();
  }
}

async function strike(faultRounds: FaultRounds, fault: Fault): Promise<void> {
  if (interrupted) return;
  const backAfterMs = Math.round(await faultRounds.round(fault));
  figures.slowestBackMs[fault.name] = Math.max(figures.slowestBackMs[fault.name] ?? 0, backAfterMs);
  figures.faults += 1;
}
