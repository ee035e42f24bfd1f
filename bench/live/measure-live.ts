import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { Measure } from '../measure.ts';
import { type Server, startServer, withDataDir } from '../measured-process.ts';
import { percentile } from '../speed/latency.ts';

const listeners = 2_000;
/** So many of them read what they are told; the others take it. */
const readers = 50;
const rounds = 5;
const writes = 200;
const pauseMs = 50;

/** New prices at a steady rate, with 2,000 listeners of one process and without, in turns; and when they are told of them. */
export async function measureLive(): Promise<Measure[]> {
  return await withDataDir(async (settings) => {
    const server = await startServer({ ...settings, DEMO: '1' });
    try {
      return await measure(server);
    } finally {
      await server.stop();
    }
  });
}

async function measure(server: Server): Promise<Measure[]> {
  const all: { delays: number[]; alone: number[]; listened: number[] }[] = [];
  let residentMb = 0;
  for (let round = 0; round < rounds; round += 1) {
    const alone = (await writeAll(server.base)).times;
    const stop = await listen(server.base);
    const { times: listened, sent } = await writeAll(server.base);
    await sleep(1_000);
    residentMb = await server.residentMb();
    const told = await stop();
    const delays = told.map(([price, at]) => at - (sent.get(price) ?? Number.NaN)).toSorted((a, b) => a - b);
    if (delays.length !== readers * writes) throw new Error(`${delays.length} of ${readers * writes} were told`);
    all.push({ delays, alone, listened });
  }
  const of = (part: 'delays' | 'alone' | 'listened', percent: number) =>
    all.map((round) => percentile(round[part], percent));
  return [
    {
      name: 'from sending a new price to its event, 2,000 listeners, p50',
      unit: 'ms',
      values: of('delays', 50),
      target: 'under 150 ms',
    },
    { name: 'the same, p99', unit: 'ms', values: of('delays', 99), target: '' },
    { name: 'PATCH with 2,000 listeners, p50', unit: 'ms', values: of('listened', 50), target: '' },
    { name: 'PATCH with none, p50', unit: 'ms', values: of('alone', 50), target: '' },
    { name: 'PATCH with 2,000 listeners, p99', unit: 'ms', values: of('listened', 99), target: '' },
    { name: 'PATCH with none, p99', unit: 'ms', values: of('alone', 99), target: '' },
    { name: 'resident with 2,000 listeners', unit: 'MB', values: [residentMb], target: '' },
  ];
}

type Told = [price: string, at: number];

/** Starts the listeners. @returns what ends them, and tells when which of them was told what */
async function listen(base: string): Promise<() => Promise<Told[]>> {
  const program = fileURLToPath(new URL('./listeners.ts', import.meta.url));
  const child = spawn(process.execPath, [program, base, String(listeners), String(readers)], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  let printed = '';
  child.stdout.setEncoding('utf8').on('data', (chunk) => (printed += chunk));
  while (!printed.startsWith('ready\n')) await sleep(20);
  return async () => {
    child.stdin.end();
    await once(child, 'close');
    const lines = printed.trim().split('\n').slice(1);
    return lines.map((line) => [line.split(' ')[0] ?? '', Number(line.split(' ')[1])]);
  };
}

let price = 1_000_000;

/** One write after the other, with pauses. @returns their times in ms, sorted, and when each new price was sent */
async function writeAll(base: string): Promise<{ times: number[]; sent: Map<string, number> }> {
  const times: number[] = [];
  const sent = new Map<string, number>();
  for (let write = 0; write < writes; write += 1) {
    price += 1;
    sent.set(String(price), performance.timeOrigin + performance.now());
    const begun = performance.now();
    const answer = await fetch(`${base}/listings/${1 + (price % 500)}`, {
      ...{ method: 'PATCH', headers: { 'content-type': 'application/merge-patch+json' } },
      body: JSON.stringify({ latest_price_eur: price }),
    });
    await answer.arrayBuffer();
    if (answer.status !== 200) throw new Error(`PATCH: ${answer.status}`);
    times.push(performance.now() - begun);
    await sleep(pauseMs);
  }
  return { times: times.toSorted((a, b) => a - b), sent };
}
