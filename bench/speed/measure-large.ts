import type { Measure } from '../measure.ts';
import { type Server, startApi } from '../measured-process.ts';
import { type BookSize, withBook } from './book.ts';
import { latencies, percentile } from './latency.ts';
import { filters, orders } from './searches.ts';

const rounds = 5;

/** What one client waits for at a book of ten times the size, to what it waits for at the usual one, in turns. */
export async function measureLarge(usual: BookSize): Promise<Measure[]> {
  const large = { listings: usual.listings * 10, prices: usual.prices * 10 };
  return await withServer(usual, async (one) => await withServer(large, async (ten) => await compare(one, ten)));

  async function compare(one: Server, ten: Server): Promise<Measure[]> {
    const measures: Measure[] = [];
    for (const [name, pathIn, requests] of questions) {
      const values: number[] = [];
      for (let round = 0; round < rounds; round += 1) {
        const few = await latencies(one.base, pathIn(usual.listings), requests);
        const many = await latencies(ten.base, pathIn(large.listings), requests);
        values.push(percentile(many, 50) / percentile(few, 50));
      }
      process.stderr.write(`${name}: ${values.map((value) => value.toFixed(2)).join(', ')}\n`);
      measures.push({ name: `ten times the book: ${name}`, unit: 'times', values, target: 'at most 1.3' });
    }
    return measures;
  }
}

type Question = [name: string, pathIn: (listings: number) => (n: number) => string, requests: number];

const listingAt = (n: number, listings: number) => `/listings/${1 + ((n * 7_919) % listings)}`;

const questions: readonly Question[] = [
  ['one listing', (listings) => (n) => listingAt(n, listings), 1_000],
  ['one history', (listings) => (n) => `${listingAt(n, listings)}/prices`, 1_000],
  ...Object.entries({ ...filters, ...orders }).map<Question>(([name, query]) => [
    name,
    () => () => `/listings?${query}`,
    50,
  ]),
];

async function withServer<T>(size: BookSize, work: (server: Server) => Promise<T>): Promise<T> {
  return await withBook(size, async ({ url }) => {
    const server = await startApi(url);
    try {
      return await work(server);
    } finally {
      await server.stop();
    }
  });
}
