import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { Measure } from './measure.ts';
import { startServer } from './measured-process.ts';
import { type BookSize, withBook } from './speed/book.ts';

const rounds = 5;
const run = promisify(execFile);

/** All prices of the book over HTTP, to `COPY … TO STDOUT` of the same table, in turns; by curl and psql, which throw them away. */
export async function measureExports(size: BookSize): Promise<Measure[]> {
  return await withBook(size, async ({ url }) => {
    const server = await startServer({ DATABASE_URL: url, PORT: '0', LOG_LEVEL: 'warn' });
    try {
      const copy = () => seconds('psql', [url, '-qAtc', 'COPY listing_price TO STDOUT', '-o', '/dev/null']);
      const fetched = (accept: string, what: string) =>
        seconds('curl', ['-sf', '-o', '/dev/null', '-H', `Accept: ${accept}`, `${server.base}/exports/${what}`]);
      const [json, csv, listings]: number[][] = [[], [], []];
      for (let round = 0; round < rounds; round += 1) {
        const copied = await copy();
        json?.push(copied / (await fetched('application/x-ndjson', 'prices')));
        csv?.push(copied / (await fetched('text/csv', 'prices')));
        listings?.push(await fetched('application/x-ndjson', 'listings'));
      }
      return [
        { name: 'all prices as NDJSON, to COPY', unit: 'times', values: json ?? [], target: 'at least 0.5' },
        { name: 'all prices as CSV, to COPY', unit: 'times', values: csv ?? [], target: 'at least 0.5' },
        { name: 'all listings as NDJSON', unit: 's', values: listings ?? [], target: '' },
        { name: 'resident after all of this', unit: 'MB', values: [await server.residentMb()], target: '' },
      ];
    } finally {
      await server.stop();
    }
  });
}

async function seconds(program: string, args: string[]): Promise<number> {
  const begun = performance.now();
  await run(program, args);
  return (performance.now() - begun) / 1_000;
}
