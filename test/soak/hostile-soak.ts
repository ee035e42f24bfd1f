import { keepFigures, print } from './figures.ts';
import { type Installation, startInstallation } from './installation.ts';
import { commandFindings, judgeProcesses } from './judge-installation.ts';
import { Traffic } from './traffic.ts';

type Options = { requests: number; seed: number };

/** Which share of them are bytes that are no HTTP: many of these wait for a time limit. */
const rawShare = 0.2;

/**
 * So many bad requests on a whole installation, beside usual traffic, and then the question whether any was answered as it must
 * not be, or harmed somebody else. @returns whether all was well
 */
export async function soakHostile({ requests, seed }: Options): Promise<boolean> {
  const installation = await startInstallation();
  try {
    const figures = await soak(installation, { requests, seed });
    await keepFigures('hostile', { requests, seed, ...figures });
    return figures.wrong.length === 0;
  } finally {
    await installation.remove();
  }
}

async function soak(installation: Installation, { requests, seed }: Options) {
  const traffic = await Traffic.start(installation, seed);
  print(`${requests} requests, SEED=${seed}`);
  const begin = performance.now();
  const raw = Math.round(requests * rawShare);
  const { seen, seenRaw, undone } = await traffic.hostile.sendMany({ made: requests - raw, raw });
  const tookSeconds = Math.round((performance.now() - begin) / 1_000);
  await traffic.stop();
  const found = [...(await traffic.findings()), ...(await commandFindings(installation))];
  const many = { name: 'very many requests', takes: 'costly', from: begin, to: performance.now() } as const;
  const { wrong, ...judged } = await judgeProcesses(installation, [many]);
  return {
    ...{ tookSeconds, answers: seen.statuses, slowest: seen.slowest, operationsDone: seen.done.size },
    ...{ rawAnswers: seenRaw.statuses, resets: seenRaw.resets, ...traffic.figures(), ...judged },
    wrong: [...seen.faults, ...seenRaw.faults, ...undone.map((id) => `${id} was never done`), ...found, ...wrong],
  };
}
