import { setTimeout as sleep } from 'node:timers/promises';
import { isLoss } from '../support/history-checker.ts';
import { keepFigures, print } from './figures.ts';
import { type Installation, startInstallation } from './installation.ts';
import { commandFindings, judgeProcesses } from './judge-installation.ts';
import { compared, grown, type Held, heldBy } from './memory.ts';
import { strikeAll } from './strike.ts';
import { Traffic } from './traffic.ts';

/** Which shares of the time are without faults: before the first of them, and after the last. */
const shares = { before: 0.25, after: 0.2 };
/**
 * How long a process is used before what it holds is looked at: until then its code is being compiled, and its buffers find
 * their size.
 */
const warmUpMs = 120_000;
/** More would not be read. */
const mostTold = 200;

type Options = { minutes: number; seed: number };

/**
 * Mixed traffic on a whole installation for so many minutes, while one fault after the other strikes, and then the question
 * whether anything is lost, wrong, or left behind. @returns whether all was well
 */
export async function soakTraffic({ minutes, seed }: Options): Promise<boolean> {
  const installation = await startInstallation();
  try {
    const figures = await soak(installation, { minutes, seed });
    await keepFigures('soak', { minutes, seed, ...figures });
    return figures.wrong.length === 0;
  } finally {
    await installation.remove();
  }
}

async function soak(installation: Installation, { minutes, seed }: Options) {
  const traffic = await Traffic.start(installation, seed);
  print(`traffic for ${minutes} min after ${warmUpMs / 60_000} min to warm up, SEED=${seed}`);
  const ms = minutes * 60_000;
  const begin = performance.now() + warmUpMs;
  const [firstFault, calm, end] = [shares.before, 1 - shares.after, 1].map((share) => begin + share * ms) as Times;
  await sleep(firstFault - performance.now());
  const plateau = await heldByAll(installation);
  const { faults, struck } = await strikeAll(installation, calm);
  await sleep(Math.max(0, end - performance.now()));
  const after = await heldByAll(installation);
  await traffic.stop();
  const memory = { api: compared(plateau.api, after.api), worker: compared(plateau.worker, after.worker) };
  const findings = await traffic.findings();
  const found = [...findings, ...(await commandFindings(installation)), ...grown(memory)];
  const { wrong, ...judged } = await judgeProcesses(installation, struck);
  return {
    ...{ faults, ...traffic.figures(), lost: findings.filter(isLoss).length },
    ...{ memory, ...judged, wrong: [...found, ...wrong].slice(0, mostTold) },
  };
}

async function heldByAll({ processes: { api, worker } }: Installation): Promise<Record<'api' | 'worker', Held>> {
  return { api: await heldBy(api), worker: await heldBy(worker) };
}

type Times = [firstFault: number, calm: number, end: number];
