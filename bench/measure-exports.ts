import { execFile } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import type { Measure } from './measure.ts';
import { startApi } from './measured-process.ts';
import { type BookSize, withBook } from './speed/book.ts';

const rounds = 5;
const run = promisify(execFile);
const [ndjson, csv, parquet] = ['application/x-ndjson', 'text/csv', 'application/vnd.apache.parquet'] as const;

/** All prices of the book over HTTP, to `COPY … TO STDOUT` of the same table, in turns; by curl and psql, which throw them away. */
export async function measureExports(size: BookSize): Promise<Measure[]> {
  return await withBook(size, async ({ url }) => {
    const server = await startApi(url);
    try {
      const copy = () => seconds('psql', [url, '-qAtc', 'COPY listing_price TO STDOUT', '-o', '/dev/null']);
      const fetched = (what: string, accept: string) =>
        seconds('curl', ['-sf', '-o', '/dev/null', '-H', `Accept: ${accept}`, `${server.base}/exports/${what}`]);
      const measures = { ndjson: [], csv: [], parquet: [], listings: [], tables: [], waited: [] } as Values;
      for (let round = 0; round < rounds; round += 1) {
        const copied = await copy();
        measures.ndjson.push(copied / (await fetched('prices', ndjson)));
        measures.csv.push(copied / (await fetched('prices', csv)));
        measures.parquet.push(copied / (await fetched('prices', parquet)));
        measures.listings.push(await fetched('listings', ndjson));
        measures.tables.push(await fetched('listings', parquet));
        measures.waited.push(await longestWait(server.base, fetched('prices', parquet)));
      }
      const target = 'at least 0.5';
      return [
        { name: 'all prices as NDJSON, to COPY', unit: 'times', values: measures.ndjson, target },
        { name: 'all prices as CSV, to COPY', unit: 'times', values: measures.csv, target },
        { name: 'all prices as Parquet, to COPY', unit: 'times', values: measures.parquet, target },
        { name: 'all listings as NDJSON', unit: 's', values: measures.listings, target: '' },
        { name: 'all listings as Parquet', unit: 's', values: measures.tables, target: '' },
        { name: '/livez while prices go out as Parquet, longest', unit: 'ms', values: measures.waited, target: '' },
        { name: 'resident after all of this', unit: 'MB', values: [await server.residentMb()], target: '' },
      ];
    } finally {
      await server.stop();
    }
  });
}

type Values = Record<'ndjson' | 'csv' | 'parquet' | 'listings' | 'tables' | 'waited', number[]>;

async function seconds(program: string, args: string[]): Promise<number> {
  const begun = performance.now();
  await run(program, args);
  return (performance.now() - begun) / 1_000;
}

/** For how long, in ms, somebody waited who asked for little while the work went on. */
async function longestWait(base: string, work: Promise<unknown>): Promise<number> {
  let longest = 0;
  while ((await Promise.race([work, sleep(5)])) === undefined) {
    const begun = performance.now();
    await (await fetch(`${base}/livez`)).arrayBuffer();
    longest = Math.max(longest, performance.now() - begun);
  }
  return longest;
}
