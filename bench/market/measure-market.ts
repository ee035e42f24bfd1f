import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import pg from 'pg';
import { metricNames } from '../../src/market/figures/metrics.ts';
import type { Measure } from '../measure.ts';
import { type Server, startServer } from '../measured-process.ts';
import { type BookSize, withBook } from '../speed/book.ts';
import { latencies, percentile } from '../speed/latency.ts';
import { type Plain, plainDuckDb, plainPostgres } from './plain-queries.ts';

const rounds = 21;
const since = '2023-12-01';
const perM2 = `/market/series?metric=median_price_per_m2&from=${since}`;

let asked = 0;
/** Asks what nobody has asked before, of the same homes: what is asked again is answered from memory. */
function anew(path: string): string {
  asked += 1;
  return `${path}&surface_max=${100_000 + asked}`;
}

const questions: Readonly<Record<string, { path: string; plain: Plain; target: string }>> = {
  'one city by month': {
    path: `${perM2}&city=Lyon&by=city`,
    plain: { since, city: 'Lyon' },
    target: 'p50 under 60 ms',
  },
  'one country by city and month': {
    ...{ path: `${perM2}&country=FR&by=city`, plain: { since, country: 'FR' } },
    target: 'p50 under 600 ms',
  },
  'all of the book by city and month': { path: `${perM2}&by=city`, plain: { since }, target: 'p50 under 600 ms' },
};

/** Figures over HTTP, beside plain DuckDB on the files of the same lake and PostgreSQL, in turns; then with twenty clients. */
export async function measureMarket(size: BookSize): Promise<Measure[]> {
  const lake = await mkdtemp(join(tmpdir(), 'pricetrail-lake-'));
  try {
    return await withBook(size, async ({ url, listings }) => {
      const settings = { DATABASE_URL: url, LAKE_URL: lake, PORT: '0', LOG_LEVEL: 'warn' };
      const server = await startServer(settings);
      try {
        await untilThere(server);
        const compared = await compare(server, { url, lake });
        const again = await askedAgain(server);
        return [...compared, again, ...(await everyFigure(server)), ...(await withClients(server, listings))];
      } finally {
        await server.stop();
      }
    });
  } finally {
    await rm(lake, { recursive: true, force: true });
  }
}

async function untilThere({ base }: Server): Promise<void> {
  while ((await fetch(`${base}${perM2}&city=Lyon`)).status !== 200) await sleep(200);
}

async function compare({ base }: Server, { url, lake }: { url: string; lake: string }): Promise<Measure[]> {
  const paths = { prices: await fileIn(join(lake, 'prices')), listings: await fileIn(join(lake, 'listings')) };
  const instance = await DuckDBInstance.create(':memory:', { threads: String(availableParallelism()) });
  const duckdb = await instance.connect();
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await duckdb.run("SET TimeZone = 'UTC'");
  const measures: Measure[] = [];
  for (const [name, { path, plain, target }] of Object.entries(questions)) {
    const times: Record<'figures' | 'duckdb', number[]> = { figures: [], duckdb: [] };
    for (let round = 0; round < rounds; round += 1) {
      times.figures.push(await timed(async () => await (await fetch(`${base}${anew(path)}`)).arrayBuffer()));
      times.duckdb.push(await timed(async () => await askDuckDb(duckdb, plainDuckDb(plain, paths))));
    }
    const postgres = await timed(async () => await client.query(plainPostgres(plain)));
    const [figures, bare] = [median(times.figures), median(times.duckdb)];
    measures.push(
      { name, unit: 'ms', values: times.figures, target },
      { name: `${name}, to plain DuckDB`, unit: 'times', values: [figures / bare], target: 'at most 1.5' },
      { name: `${name}, PostgreSQL to it`, unit: 'times', values: [postgres / figures], target: 'at least 20' },
    );
  }
  await client.end();
  duckdb.closeSync();
  instance.closeSync();
  return measures;
}

/** The same question by the same page, as thousands of visitors make their browsers ask it. */
async function askedAgain({ base }: Server): Promise<Measure> {
  const times = await latencies(base, () => `${perM2}&city=Lyon&by=city`, 500);
  return { name: 'one city by month, asked again', unit: 'ms', values: [percentile(times, 50)], target: '' };
}

/** Each figure for one city, p50 and p99, and for all of them at once. */
async function everyFigure({ base }: Server): Promise<Measure[]> {
  const measures: Measure[] = [];
  for (const metric of [...metricNames, metricNames.join(',')]) {
    const times = await latencies(base, () => anew(`/market/series?metric=${metric}&city=Lyon&from=${since}`), rounds);
    const name = metric.includes(',') ? 'one city, all figures' : `one city, ${metric}`;
    const target = metric.includes(',') ? '' : 'p50 under 60 ms';
    measures.push({ name, unit: 'ms', values: [percentile(times, 50)], target });
  }
  return measures;
}

/** Reads of one listing after the other, alone, and while twenty clients ask for figures of one city after the other. */
async function withClients({ base }: Server, listings: number): Promise<Measure[]> {
  const reads = async () => await latencies(base, () => `/listings/${1 + Math.floor(Math.random() * listings)}`, 4_000);
  const alone = await reads();
  const cities = ['Lyon', 'Paris', 'Berlin', 'Madrid', 'Lille', 'Porto', 'Roma', 'Hamburg'];
  const stop = new AbortController();
  let answered = 0;
  const clients = Array.from({ length: 20 }, async (_, n) => {
    for (let at = n; !stop.signal.aborted; at += 1) {
      await (await fetch(`${base}${anew(`${perM2}&city=${cities[at % cities.length]}`)}`)).arrayBuffer();
      answered += 1;
    }
  });
  await sleep(1_000);
  const begun = performance.now();
  const before = answered;
  const beside = await reads();
  const rate = (answered - before) / ((performance.now() - begun) / 1_000);
  stop.abort();
  await Promise.all(clients);
  const ratio = percentile(beside, 99) / percentile(alone, 99);
  return [
    { name: 'a listing, p50', unit: 'ms', values: [percentile(alone, 50)], target: '' },
    { name: 'a listing, p99', unit: 'ms', values: [percentile(alone, 99)], target: '' },
    { name: 'beside 20 clients, p50', unit: 'ms', values: [percentile(beside, 50)], target: '' },
    { name: 'beside 20 clients, p99', unit: 'ms', values: [percentile(beside, 99)], target: '' },
    { name: 'p99 beside them to p99 alone', unit: 'times', values: [ratio], target: 'at most 2' },
    { name: 'answers to the 20 clients in a second', unit: 'times', values: [rate], target: '' },
  ];
}

async function askDuckDb(duckdb: DuckDBConnection, query: string): Promise<void> {
  (await duckdb.runAndReadAll(query)).getRowObjectsJson();
}

async function fileIn(folder: string): Promise<string> {
  const [name, ...more] = await readdir(folder);
  if (name === undefined || more.length > 0) throw new Error(`${folder} has more than one layer`);
  return join(folder, name);
}

function median(values: readonly number[]): number {
  return percentile(
    values.toSorted((a, b) => a - b),
    50,
  );
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const begun = performance.now();
  await work();
  return performance.now() - begun;
}
