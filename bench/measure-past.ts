import { Agent, get } from 'node:http';
import pg from 'pg';
import { loadConfig } from '../src/config/config.ts';
import { type OpenedDatabase, openDatabase } from '../src/db/open-database.ts';
import type { Measure } from './measure.ts';
import { runCommand, type Server, startServer, withDataDir } from './measured-process.ts';

const book = { listings: 300_000, prices: 3_500_000 };
const runs = 7;
const requests = { one: 2_000, page: 200 };
const agent = new Agent({ keepAlive: true, maxSockets: 1 });

/** What questions about the past cost, beside the same question about now, on a synthetic book of which a third was described anew. */
export async function measurePast(): Promise<Measure[]> {
  return await withDataDir(async (settings) => {
    await runCommand(['demo', '--listings', String(book.listings), '--prices', String(book.prices)], settings);
    await describeAnew(settings);
    const server = await startServer(settings);
    try {
      return [
        await compare(
          server,
          'one listing',
          requests.one,
          (n) => `/listings/${1 + ((n * 7_919) % book.listings)}`,
          1.3,
        ),
        await compare(
          server,
          'a page of 100',
          requests.page,
          (n) => `/listings?after=${cursor(1 + ((n * 7_919) % 290_000))}`,
          2,
        ),
      ];
    } finally {
      await server.stop();
    }
  });
}

/** Gives every third listing three states of the past. */
async function describeAnew(settings: Record<string, string>): Promise<void> {
  const opened: OpenedDatabase = await openDatabase(loadConfig(settings));
  const client = new pg.Client({ connectionString: opened.url });
  await client.connect();
  for (let n = 1; n <= 3; n += 1) {
    await client.query(`UPDATE listing SET rooms_count = rooms_count + 1 WHERE id % 3 = 0`);
  }
  await client.query('VACUUM ANALYZE');
  await client.end();
  await opened.release();
}

function cursor(id: number): string {
  return Buffer.from(JSON.stringify(['id', id])).toString('base64url');
}

type PathOf = (n: number) => string;

/** The ratio of the medians of latency, of requests that take turns. The instant is half a year ago. */
async function compare(server: Server, what: string, count: number, pathOf: PathOf, most: number): Promise<Measure> {
  const then = new Date(Date.now() - 180 * 86_400_000).toISOString();
  const asOf: PathOf = (n) => `${pathOf(n)}${pathOf(n).includes('?') ? '&' : '?'}as_of=${then}`;
  const values: number[] = [];
  for (let run = 0; run <= runs; run += 1) {
    const [now, past]: [number[], number[]] = [[], []];
    for (let n = 0; n < count; n += 1) {
      now.push(await millisecondsOf(server, pathOf(n)));
      past.push(await millisecondsOf(server, asOf(count + n)));
    }
    if (run > 0) values.push(median(past) / median(now)); // the first round warms up
  }
  return { name: `${what} as of half a year ago, to now`, unit: 'times', values, target: `at most ${most}` };
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

async function millisecondsOf({ base }: Server, path: string): Promise<number> {
  const begun = performance.now();
  await read(`${base}${path}`);
  return performance.now() - begun;
}

async function read(url: string): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    get(url, { agent }, (response) => {
      // A listing that was not there yet is a question too.
      if (response.statusCode !== 200 && response.statusCode !== 404)
        reject(new Error(`${url}: ${response.statusCode}`));
      response.resume().once('end', resolve).once('error', reject);
    }).once('error', reject);
  });
}
