import type { Measure } from '../measure.ts';
import { type Server, startApi } from '../measured-process.ts';
import { type BookSize, withCopy } from './book.ts';
import { latencies, percentile } from './latency.ts';
import { measureHalf } from './measure-half.ts';
import { measureRefusals } from './measure-refusals.ts';
import { measureSearch } from './measure-search.ts';
import { measureThroughput } from './measure-throughput.ts';

const rounds = 5;

/** One process of the service on a synthetic book: rates as ratios to what limits them, and latencies. */
export async function measureSpeed(size: BookSize): Promise<Measure[]> {
  return await withCopy(size, async (book) => {
    const server = await startApi(book.url);
    try {
      return [
        ...(await measureSearch(server.base)),
        ...(await measurePages(server)),
        ...(await measureHalf(server, book)),
        ...(await measureThroughput(book, server.base)),
        ...(await measureRefusals(server, book)),
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
