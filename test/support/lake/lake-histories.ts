import { setTimeout as sleep } from 'node:timers/promises';
import fc from 'fast-check';
import pg from 'pg';
import { valueTypes } from '../../../src/db/values.ts';
import { plan } from '../histories/plan.ts';
import { play } from '../histories/play.ts';
import { all, type World } from '../histories/world.ts';
import { isLostToOthers } from '../lost-to-others.ts';
import { startTestApi, type TestApi } from '../test-api.ts';

const atOnce = 10;

/** Lets random histories be written, each by several writers at once, and attributes change beside them. */
export async function writeHistories(api: TestApi, { histories, seed }: { histories: number; seed: number }) {
  const connections = new pg.Pool({
    connectionString: api.url,
    types: valueTypes,
    options: '-c timezone=UTC',
    max: 16,
  });
  try {
    const plans = fc.sample(plan, { numRuns: histories, seed });
    for (let at = 0; at < plans.length; at += atOnce) {
      const some = plans.slice(at, at + atOnce).map((each, n) => play(worldOf(api, connections, at + n), each));
      await all([...some, moveSome(api)]);
    }
  } finally {
    await connections.end();
  }
}

/** An API whose writers in a circle are told apart at once, rather than after a second. */
export async function startHistoryApi(): Promise<TestApi> {
  const api = await startTestApi();
  await api.sql(`ALTER DATABASE ${new URL(api.url).pathname.slice(1)} SET deadlock_timeout = '20ms'`);
  return api;
}

function worldOf(api: TestApi, connections: pg.Pool, n: number): World {
  const references = [`${n}-a`, `${n}-b`] as const;
  return { api, connections, references, ids: [undefined, undefined], written: [], instants: [], asked: [] };
}

const cities = ['Perpinyà', 'PERPIGNAN', 'Saint-Étienne', "L'Aquila", 'a, "b"\nc'];

/** Listings move, grow and shrink: what no plan does. */
async function moveSome({ sql }: TestApi): Promise<void> {
  for (const city of cities) {
    await sql(
      `UPDATE listing SET city = $1, postal_code = left(md5(random()::text), 5), rooms_count = 2 + (random() * 7)::integer,
         surface_area_m2 = random() * 300, building_type = (ARRAY['HOUSE', 'STUDIO'])[1 + (random() > 0.5)::integer]
       WHERE id IN (SELECT id FROM listing ORDER BY random() LIMIT 3 FOR UPDATE SKIP LOCKED)`,
      [city],
    ).catch((error: unknown) => {
      if (!isLostToOthers(error)) throw error;
    });
    await sleep(10);
  }
}
