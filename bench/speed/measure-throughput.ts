import { selectListing, updateListing } from '../../src/listings/listings.sql.ts';
import { selectHistory } from '../../src/prices/prices.sql.ts';
import { withBareServer } from '../load/bare-process.ts';
import { pgbench } from '../load/pgbench.ts';
import type { Request } from '../load/request.ts';
import { asScript, statementOf } from '../load/statement.ts';
import { topRate } from '../load/top-rate.ts';
import type { Measure } from '../measure.ts';
import type { Book } from './book.ts';

const connections = 32;
const seconds = 4;
const rounds = 3;

type Comparison = { name: string; request: Request; limit: () => Promise<number>; least?: number };

/** One process of the service against the same statement in pgbench, and against HTTP without a database, in turns. */
export async function measureThroughput({ url, listings }: Book, base: string): Promise<Measure[]> {
  const load = { listings, connections, seconds };
  const database = (script: string, withoutTriggers = false) => {
    const random = `\\set id random(1, ${listings})\n\\set price random(50000, 900000)\n`;
    return () => pgbench({ url, script: random + script, clients: connections, seconds, withoutTriggers });
  };
  const scripts = await scriptsOf();
  return await withBareServer(async (bareBase) => {
    const bare = () => topRate({ ...load, base: bareBase, request: {} });
    const bareUpdate = database(scripts.update, true);
    const comparisons: Comparison[] = [
      { name: 'one history', request: { path: '/prices' }, limit: database(scripts.history), least: 0.45 },
      { name: 'one listing', request: {}, limit: database(scripts.listing), least: 0.45 },
      { name: '304 on one history', request: { path: '/prices', headers: known }, limit: bare, least: 0.6 },
      { name: '304 on one listing', request: { headers: known }, limit: bare, least: 0.6 },
      { name: 'one history', request: { path: '/prices' }, limit: bare },
      { name: 'one listing', request: {}, limit: bare },
      { name: 'a new price', request: reprice, limit: bareUpdate, least: 0.4 },
      { name: 'a write that changes nothing', request: unchanged, limit: bareUpdate },
    ];
    const measures: Measure[] = [];
    for (const comparison of comparisons) {
      const to =
        comparison.limit === bare
          ? 'a bare Fastify route'
          : comparison.limit === bareUpdate
            ? 'the bare UPDATE'
            : 'pgbench';
      const name = `${comparison.name}, to ${to}`;
      const ours = () => topRate({ ...load, base, request: comparison.request });
      measures.push(await ratio(name, { ours, ...comparison }));
    }
    return measures;
  });
}

/** Two versions are enough for listings of the book, which nobody has changed by then. */
const known = { 'If-None-Match': '"1", "2"' };
const reprice: Request = { method: 'PATCH', body: '{"latest_price_eur":PRICE}' };
const unchanged: Request = { method: 'PATCH', body: '{}' };

async function scriptsOf(): Promise<{ listing: string; history: string; update: string }> {
  const update = { id: '1', values: { price: 1 }, versions: undefined };
  return {
    listing: asScript(await statementOf((db) => selectListing(db, '1')), { 1: 'ARRAY[:id]' }),
    history: asScript(await statementOf((db) => selectHistory(db, '1')), { 1: 'ARRAY[:id]' }),
    update: asScript(await statementOf((db) => updateListing(db, update)), { 1: ':id', 3: ':price' }),
  };
}

type Sides = { ours: () => Promise<number>; limit: () => Promise<number>; least?: number };

async function ratio(name: string, { ours, limit, least }: Sides): Promise<Measure> {
  const rates: { ours: number; limit: number }[] = [];
  for (let round = 0; round <= rounds; round += 1) rates.push({ limit: await limit(), ours: await ours() });
  const measured = rates.slice(1); // the first round warms up
  process.stderr.write(
    `${name}: ${measured.map(({ ours, limit }) => `${ours.toFixed(0)} to ${limit.toFixed(0)}`).join(', ')}\n`,
  );
  const values = measured.map(({ ours, limit }) => ours / limit);
  return { name, unit: 'times', values, target: least === undefined ? '' : `at least ${least}` };
}
