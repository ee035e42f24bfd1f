import { steadyRate } from '../load/steady-rate.ts';
import { topRate } from '../load/top-rate.ts';
import type { Measure } from '../measure.ts';
import { type Server, startServer } from '../measured-process.ts';
import { type Book, withBook } from './book.ts';
import { latencies, percentile } from './latency.ts';
import { measureSearch } from './measure-search.ts';
import { measureThroughput } from './measure-throughput.ts';

const usual = { listings: 300_000, prices: 3_500_000 };
const rounds = 5;

/** One process of the service on a book of 300,000 listings: rates as ratios to what limits them, and latencies. */
export async function measureSpeed(): Promise<Measure[]> {
  return await withBook(usual, async (book) => {
    const server = await startServer({ DATABASE_URL: book.url, PORT: '0', LOG_LEVEL: 'warn' });
    try {
      return [
        ...(await measureSearch(server.base)),
        ...(await measurePages(server)),
        ...(await measureHalf(server, book)),
        ...(await measureThroughput(book, server.base)),
        { name: 'resident after all of this', unit: 'MB', values: [await server.residentMb()], target: '' },
      ];
    } finally {
      await server.stop();
    }
  });
}

/** Deep pages against the first: pages are found by their place, not by counting. */
async function measurePages({ base }: Server): Promise<Measure[]> {
  const values: number[] = [];
  const thousandth = `/listings?after=${Buffer.from(JSON.stringify(['id', 99_900])).toString('base64url')}`;
  for (let round = 0; round < rounds; round += 1) {
    const first = await latencies(base, () => '/listings', 300);
    const deep = await latencies(base, () => thousandth, 300);
    values.push(percentile(deep, 50) / percentile(first, 50));
  }
  return [{ name: 'page 1,000, to page 1', unit: 'times', values, target: 'at most 1.2' }];
}

/** Latency at half of the rate that can be reached: what is left when nobody has to queue. */
async function measureHalf({ base }: Server, { listings }: Book): Promise<Measure[]> {
  const measures: Measure[] = [];
  for (const path of ['', '/prices']) {
    const values: number[] = [];
    const top = await topRate({ base, request: { path }, listings, connections: 32, seconds: 6 });
    for (let round = 0; round < rounds; round += 1) {
      const pathOf = (n: number) => `/listings/${1 + ((n * 7_919) % listings)}${path}`;
      const times = await steadyRate({ base, pathOf, rate: top / 2, seconds: 6 });
      process.stderr.write(
        `half of ${top.toFixed(0)}: p50 ${percentile(times, 50).toFixed(2)}, p99 ${percentile(times, 99).toFixed(2)} ms\n`,
      );
      values.push(percentile(times, 99) / percentile(times, 50));
    }
    const name = `one ${path === '' ? 'listing' : 'history'} at half the top rate, p99 to p50`;
    measures.push({ name, unit: 'times', values, target: 'under 5' });
  }
  return measures;
}
