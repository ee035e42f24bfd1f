import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { openFolderStore } from '../src/market/lake/folder-store.ts';
import type { LakeStore } from '../src/market/lake/lake-store.ts';
import { latestNumber } from '../src/market/lake/manifest.ts';
import type { Measure } from './measure.ts';
import { runCommand, type Server, startServer } from './measured-process.ts';
import { type BookSize, withCopy } from './speed/book.ts';

const rounds = 3;
const writes = 20;

/** The lake made anew from the book, compared with it, and a new price on its way into it, by the commands that people use. */
export async function measureLake(size: BookSize): Promise<Measure[]> {
  return await withCopy(size, async ({ url }) => {
    const dataDir = await mkdtemp(join(tmpdir(), 'pricetrail-bench-lake-'));
    const settings = { DATABASE_URL: url, DATA_DIR: dataDir, PORT: '0', LOG_LEVEL: 'warn' };
    try {
      const made = await times(rounds, () => lake('rebuild', settings));
      const verified = await times(rounds, () => lake('verify', settings));
      return [
        {
          name: 'the lake made anew',
          unit: 'prices/s',
          values: made.map(numberIn(/\(([\d,]+) prices\/s\)/)),
          target: 'at least 250,000',
        },
        { name: 'its size', unit: 'MB', values: made.map(numberIn(/([\d.]+) MB/)), target: 'at most 60' },
        {
          name: 'compared with the database',
          unit: 's',
          values: verified.map(numberIn(/; ([\d.]+) s\)/)),
          target: 'under 60',
        },
        {
          name: 'from a new price to the lake that has it',
          unit: 's',
          values: await visible(settings),
          target: 'under 10',
        },
      ];
    } finally {
      await rm(dataDir, { recursive: true, force: true });
    }
  });
}

async function times<T>(count: number, work: () => Promise<T>): Promise<T[]> {
  const all: T[] = [];
  while (all.length < count) all.push(await work());
  return all;
}

async function lake(command: string, settings: Record<string, string>): Promise<string> {
  return (await runCommand(['lake', command], settings)).printed;
}

function numberIn(pattern: RegExp): (text: string) => number {
  return (text) => Number(pattern.exec(text)?.[1]?.replaceAll(',', ''));
}

/** Prices come one at a time, at moments that have nothing to do with the worker's. */
async function visible(settings: Record<string, string> & { DATA_DIR: string }): Promise<number[]> {
  const server = await startServer(settings);
  const store = await openFolderStore(join(settings.DATA_DIR, 'lake'));
  try {
    return await times(writes, async () => {
      await sleep(2_000 + Math.random() * 2_000);
      return await secondsUntilVisible(server, store);
    });
  } finally {
    await store.close();
    await server.stop();
  }
}

async function secondsUntilVisible({ base }: Server, store: LakeStore): Promise<number> {
  const before = await latestNumber(store);
  const body = JSON.stringify({ latest_price_eur: Math.ceil(Math.random() * 1e6) });
  const headers = { 'content-type': 'application/json' };
  const { status } = await fetch(`${base}/listings/${1 + before}`, { method: 'PATCH', headers, body });
  if (status !== 200) throw new Error(`the price was answered ${status}`);
  const begun = performance.now();
  while ((await latestNumber(store)) === before) await sleep(5);
  return (performance.now() - begun) / 1_000;
}
