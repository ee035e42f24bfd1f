import { access, chmod, mkdir, mkdtemp, rmdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Command } from 'commander';
import { describeMachine } from '../../bench/machine.ts';
import { memoryFolder } from '../support/memory-folder.ts';
import { wholeNumber } from '../support/whole-number.ts';
import { command } from './command.ts';
import { cutRepeatedly, type Figures, type Setup } from './power-cuts.ts';

// node test/power/run.ts [--cuts 20]: what a power cut leaves of the acknowledged writes, and with settings that give
// durability up, that the same test would find it. Needs root and loop devices; writes bench/results/power.json.

const setups: readonly Setup[] = [
  { name: 'as served', settings: {}, durable: true },
  { name: 'synchronous_commit = off', settings: { synchronous_commit: 'off' }, durable: false },
  { name: 'fsync = off', settings: { fsync: 'off' }, durable: false },
];

const results = fileURLToPath(new URL('../../bench/results/', import.meta.url));
const program = new Command('power')
  .description('cut the power of a disk under 32 writers, and look whether every acknowledged write is there')
  .option('--cuts <n>', 'how often, with the settings of the service', wholeNumber, 20)
  .option('--broken-cuts <n>', 'how often with settings that are not durable', wholeNumber, 5)
  .parse();
const { cuts, brokenCuts } = program.opts<{ cuts: number; brokenCuts: number }>();

const missing = await whatIsMissing();
if (missing === undefined) process.exitCode = await run();
else {
  process.stderr.write(`Nothing was tested: ${missing}.\n`);
  process.exitCode = 2;
}

async function run(): Promise<number> {
  const parent = await mkdtemp(join(await memoryFolder(), 'pricetrail-power-'));
  await chmod(parent, 0o711); // the account that the server runs as for root has to get in
  const interruption = new AbortController();
  for (const name of ['SIGINT', 'SIGTERM']) process.once(name, () => interruption.abort());
  const runs: Figures[] = [];
  try {
    for (const [at, setup] of setups.entries()) {
      const times = setup.durable ? cuts : brokenCuts;
      runs.push(
        await cutRepeatedly(join(parent, String(at)), {
          setup,
          cuts: times,
          onCut: print,
          signal: interruption.signal,
        }),
      );
    }
  } finally {
    await rmdir(parent);
  }
  const measured = new Date().toISOString().slice(0, 10);
  await mkdir(results, { recursive: true });
  await writeFile(
    join(results, 'power.json'),
    `${JSON.stringify({ machine: await describeMachine(), measured, runs }, undefined, 2)}\n`,
  );
  return verdict(runs) ? 0 : 1;
}

/** Nothing is lost as served, and the test has found what the other settings lose. */
function verdict(runs: readonly Figures[]): boolean {
  const verdicts = runs.map(({ lost, broken }, at) => {
    const isSound = lost.every((each) => each === 0) && broken.length === 0;
    const isAsExpected = isSound === setups[at]?.durable;
    print(
      `${setups[at]?.name}: ${isSound ? 'nothing lost' : `lost ${lost.join(', ')}; ${broken.length} other findings`}`,
    );
    return isAsExpected;
  });
  return verdicts.every(Boolean);
}

async function whatIsMissing(): Promise<string | undefined> {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return 'loop devices are for root on Linux';
  const loops = await access('/dev/loop-control').catch(() => 'there are no loop devices');
  if (loops) return loops;
  for (const tool of ['losetup', 'mkfs.ext4', 'fsfreeze']) {
    const found = await command('which', tool).catch(() => undefined);
    if (found === undefined) return `there is no ${tool}`;
  }
  return undefined;
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}
