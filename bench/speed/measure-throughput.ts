import { toValues } from '../../src/listings/listing-row.ts';
import { insertListing, selectListing, updateListing } from '../../src/listings/listings.sql.ts';
import { selectListingAsOf } from '../../src/listings/listings-as-of.sql.ts';
import { selectHistory } from '../../src/prices/prices.sql.ts';
import { withBareServer } from '../load/bare-process.ts';
import { load } from '../load/load.ts';
import { pgbench } from '../load/pgbench.ts';
import type { Errors, Request } from '../load/request.ts';
import { asScript, statementOf } from '../load/statement.ts';
import type { Measure } from '../measure.ts';
import { newListing, readBodies } from './bodies.ts';
import type { Book } from './book.ts';

const connections = 32;
/** Short turns and many of them: the machine is faster or slower for seconds at a time. */
const seconds = 2;
const rounds = 9;
/** Until its code is compiled as it will be: longer for writes, of which fewer come in that time. */
const warmUpSeconds = 8;
/** So many listings, the first ones, have a body for PUT. */
const replaced = 20_000;
/** As many that nobody puts: else a PUT of what is there would be one of what was there. */
const others = { from: replaced + 1, to: 2 * replaced };

type Comparison = { name: string; request: Request; to: string; least?: number; errors?: Errors };

/** One process of the service against the same statement in pgbench, and against HTTP without a database, in turns. */
export async function measureThroughput({ url, listings }: Book, base: string): Promise<Measure[]> {
  const bodies = await readBodies(base, replaced);
  return await withBareServer(async (bareBase) => {
    const database = (script: string, { from = 1, to = listings, withoutTriggers = false } = {}) => {
      const random = `\\set id random(${from}, ${to})\n\\set price random(50000, 900000)\n`;
      return () => pgbench({ url, script: random + script, clients: connections, seconds, withoutTriggers });
    };
    const served =
      (at: string, request: Request, errors: Errors = 'none') =>
      async (during = seconds) =>
        (await load({ base: at, request, listings, connections, seconds: during, errors })).rate;
    const scripts = await scriptsOf();
    const limits: Readonly<Record<string, () => Promise<number>>> = {
      'pgbench, a history': database(scripts.history),
      'pgbench, a listing': database(scripts.listing),
      'pgbench, a listing as of then': database(scripts.asOf),
      'a bare Fastify route': served(bareBase, {}),
      'the bare UPDATE': database(scripts.update, { ...others, withoutTriggers: true }),
      'the bare INSERT': database(scripts.insert, { withoutTriggers: true }),
    };
    const measures: Measure[] = [];
    for (const { name, request, to, least, errors } of comparisonsWith(bodies)) {
      const limit = limits[to];
      if (!limit) throw new Error(`nothing is called ${to}`);
      measures.push(await ratio(`${name}, to ${to}`, { ours: served(base, request, errors), limit, least }));
    }
    return measures;
  });
}

/** Two versions are enough for listings of the book, which nobody has changed by then. */
const known = { 'If-None-Match': '"1", "2"' };
const asOf = new Date(Date.now() - 180 * 86_400_000).toISOString();

function comparisonsWith(bodies: readonly string[]): Comparison[] {
  const repriced = bodies.map((body) => body.replace(/"latest_price_eur":[\d.]+/, '"latest_price_eur":PRICE'));
  return [
    { name: 'one history', request: { path: '/prices' }, to: 'pgbench, a history', least: 0.45 },
    { name: 'one listing', request: {}, to: 'pgbench, a listing', least: 0.45 },
    {
      name: 'one listing as of half a year ago',
      request: { path: `?as_of=${asOf}` },
      to: 'pgbench, a listing as of then',
      errors: 'some', // those that were not there yet
    },
    {
      name: '304 on one history',
      request: { path: '/prices', headers: known },
      to: 'a bare Fastify route',
      least: 0.6,
    },
    { name: '304 on one listing', request: { headers: known }, to: 'a bare Fastify route', least: 0.6 },
    { name: 'one history', request: { path: '/prices' }, to: 'a bare Fastify route' },
    { name: 'one listing', request: {}, to: 'a bare Fastify route' },
    { name: 'PUT that changes nothing', request: { method: 'PUT', body: bodies }, to: 'the bare UPDATE' },
    { name: 'PUT with a new price', request: { method: 'PUT', body: repriced }, to: 'the bare UPDATE', least: 0.4 },
    {
      name: 'PATCH with a new price',
      request: { method: 'PATCH', body: bodies.map(() => '{"latest_price_eur":PRICE}') },
      to: 'the bare UPDATE',
    },
    {
      name: 'POST',
      request: { method: 'POST', body: JSON.stringify({ ...newListing, latest_price_eur: 0 }).replace(':0', ':PRICE') },
      to: 'the bare INSERT',
    },
  ];
}

/** In whose place the scripts put variables: no other parameter is one of them. */
const example = { id: '4711', price: 4_711.5 };

async function scriptsOf(): Promise<Record<'listing' | 'history' | 'asOf' | 'update' | 'insert', string>> {
  const { id, price } = example;
  const update = { id, values: { price }, versions: undefined };
  const past = { id, asOf, knownAt: 'infinity' } as const;
  return {
    listing: asScript(await statementOf((db) => selectListing(db, id)), { [id]: 'ARRAY[:id]' }),
    history: asScript(await statementOf((db) => selectHistory(db, id)), { [id]: 'ARRAY[:id]' }),
    asOf: asScript(await statementOf((db) => selectListingAsOf(db, past)), { [id]: ':id' }),
    update: asScript(await statementOf((db) => updateListing(db, update)), { [id]: ':id', [price]: ':price' }),
    insert: await bareInsert(),
  };
}

/** What triggers would set is set by the statement. */
async function bareInsert(): Promise<string> {
  const { price } = example;
  const statement = await statementOf((db) => insertListing(db, { ...toValues(newListing), price }));
  const dates = ['created_date', 'updated_date', 'described_date', 'recorded_date'];
  const text = statement.text
    .replace('INTO listing (', `INTO listing (${dates.join(', ')}, `)
    .replace('VALUES (', `VALUES (${dates.map(() => 'now()').join(', ')}, `);
  return asScript({ ...statement, text }, { [price]: ':price' });
}

type Sides = { ours: (seconds?: number) => Promise<number>; limit: () => Promise<number>; least: number | undefined };

async function ratio(name: string, { ours, limit, least }: Sides): Promise<Measure> {
  const measured: { ours: number; limit: number }[] = [];
  await limit();
  await ours(warmUpSeconds);
  for (let round = 0; round < rounds; round += 1) measured.push({ limit: await limit(), ours: await ours() });
  process.stderr.write(
    `${name}: ${measured.map(({ ours, limit }) => `${ours.toFixed(0)} to ${limit.toFixed(0)}`).join(', ')}\n`,
  );
  const values = measured.map(({ ours, limit }) => ours / limit);
  return { name, unit: 'times', values, target: least === undefined ? '' : `at least ${least}` };
}
