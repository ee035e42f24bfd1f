import { withBareServer } from '../load/bare-process.ts';
import { loadByHalf } from '../load/load.ts';
import type { Measure } from '../measure.ts';
import type { Server } from '../measured-process.ts';
import type { Book } from './book.ts';

const rounds = 5;

type Part = { name: string; base: string; path: string; target: string };

/** Latency at half of the rate that can be reached: what is left when nobody has to queue. */
export async function measureHalf({ base }: Server, { listings }: Book): Promise<Measure[]> {
  return await withBareServer(async (bare) => {
    const parts = [
      { name: 'a bare Fastify route', base: bare, path: '', target: '' },
      { name: 'one listing', base, path: '', target: 'under 5' },
      { name: 'one history', base, path: '/prices', target: 'under 5' },
    ];
    return await measureParts(parts, listings);
  });
}

async function measureParts(parts: readonly Part[], listings: number): Promise<Measure[]> {
  const measures: Measure[] = [];
  for (const { name, base, path, target } of parts) {
    const values: number[] = [];
    for (let round = 0; round < rounds; round += 1) {
      const half = await loadByHalf({ base, request: { path }, listings, connections: 32, seconds: 5 });
      if (!half) return withoutWrk();
      const { rate, p50Ms, p99Ms } = half;
      process.stderr.write(`${name} at ${rate.toFixed(0)}/s: p50 ${p50Ms.toFixed(2)}, p99 ${p99Ms.toFixed(2)} ms\n`);
      values.push(p99Ms / p50Ms);
    }
    measures.push({ name: `${name} at half the top rate, p99 to p50`, unit: 'times', values, target });
  }
  return measures;
}

function withoutWrk(): Measure[] {
  process.stderr.write('Not measured: latency at half the top rate, for which wrk has to be installed.\n');
  return [];
}
