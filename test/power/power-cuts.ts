import { setTimeout as sleep } from 'node:timers/promises';
import { findingsOf, isLoss, type Write } from '../support/history-checker.ts';
import { HistoryReader } from '../support/read-history.ts';
import { dataDirAt } from '../support/run-cli.ts';
import { ServedDatabase } from '../support/served-database.ts';
import { emptyRecord, type LoadRecord, startLoad } from '../support/writer-load.ts';
import { command } from './command.ts';
import { type MountedCopy, makePowerDisk, type PowerDisk } from './power-disk.ts';

/** How the database is set up, and whether acknowledged writes must survive so. */
export type Setup = { name: string; settings: Readonly<Record<string, string>>; durable: boolean };

export type Figures = {
  setup: string;
  cuts: number;
  acknowledged: number;
  /** Acknowledged before the cut and not there after it, each cut by itself. */
  lost: number[];
  /** What else the checker found. */
  broken: string[];
  frozenMs: number[];
};

/** Cuts the power so often under 32 writers, and looks what each cut has left. */
export async function cutRepeatedly(
  folder: string,
  { setup, cuts, onCut, signal }: { setup: Setup; cuts: number; onCut: (text: string) => void; signal: AbortSignal },
): Promise<Figures> {
  const disk = await makePowerDisk(folder);
  const served = new ServedDatabase(dataDirAt(`${disk.path}/data`));
  const figures: Figures = { setup: setup.name, cuts, acknowledged: 0, lost: [], broken: [], frozenMs: [] };
  try {
    await served.start();
    for (const [name, value] of Object.entries(setup.settings)) await served.sql(`ALTER SYSTEM SET ${name} = ${value}`);
    await served.sql('SELECT pg_reload_conf()');
    await command('sync', '--file-system', disk.path); // what is lost is lost from here on
    const record = emptyRecord();
    for (let cut = 1; cut <= cuts; cut += 1) {
      signal.throwIfAborted();
      const { lost, broken, acknowledged, frozenMs } = await cutOnce({ disk, served, record });
      figures.lost.push(lost);
      figures.broken.push(...broken.slice(0, 3));
      figures.acknowledged = acknowledged;
      figures.frozenMs.push(Math.round(frozenMs));
      onCut(`${setup.name}: cut ${cut} of ${cuts}, ${acknowledged} writes acknowledged before it, ${lost} lost`);
    }
    await served.stop();
    return figures;
  } finally {
    await served.kill();
    await stopDatabase(served);
    await disk.remove();
  }
}

type Cutting = { disk: PowerDisk; served: ServedDatabase; record: LoadRecord };

async function cutOnce({ disk, served: { base, abilities }, record }: Cutting) {
  const load = startLoad({ base, abilities, record, pauseMs: 0 });
  let copy: MountedCopy;
  let cutAt: number;
  try {
    await sleep(500 + Math.random() * 1_000);
    cutAt = performance.now();
    copy = await disk.cut();
  } finally {
    await load.stop();
  }
  try {
    const writes = record.writes.map((write) => asOfCut(write, cutAt));
    const acknowledged = writes.filter(({ outcome }) => outcome === 'acknowledged').length;
    const findings = await judgeCopy(copy.path, writes);
    const lost = findings.filter(isLoss).length;
    const broken = findings.filter((finding) => !isLoss(finding));
    return { acknowledged, lost, broken, frozenMs: copy.frozenMs };
  } finally {
    await copy.remove();
  }
}

/** What was answered after the cut began was not known then; what was sent after it is not there, or nobody minds. */
function asOfCut(write: Write, cutAt: number): Write {
  return write.outcome === 'acknowledged' && write.answeredAt >= cutAt ? { ...write, outcome: 'unknown' } : write;
}

async function judgeCopy(path: string, writes: Write[]): Promise<string[]> {
  const served = new ServedDatabase(dataDirAt(`${path}/data`));
  try {
    await served.start();
    const history = await new HistoryReader(served.base, served.abilities).read({ ...emptyRecord(), writes });
    const doctor = await served.doctor();
    await served.stop();
    return [...findingsOf(history), ...(doctor && doctor.status !== 0 ? [`doctor: ${doctor.stdout}`] : [])];
  } catch (error) {
    return [`the copy does not start: ${(error as Error).message}`];
  } finally {
    await served.kill();
    await stopDatabase(served);
  }
}

/** Where a server was killed its database may still run, and would keep the disk busy. */
async function stopDatabase(served: ServedDatabase): Promise<void> {
  const pid = await served.dataDir.postmaster().catch(() => undefined);
  if (pid === undefined) return;
  await command('kill', '-QUIT', String(pid)).catch(() => {});
}
