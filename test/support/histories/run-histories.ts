import assert from 'node:assert/strict';
import fc from 'fast-check';
import pg from 'pg';
import { valueTypes } from '../../../src/db/values.ts';
import { runCli } from '../run-cli.ts';
import { startTestApi, type TestApi } from '../test-api.ts';
import { assertAnswers } from './ask.ts';
import { assertCollection } from './ask-collection.ts';
import { allClocksOf } from './clocks.ts';
import { assertFeed } from './feed-of-histories.ts';
import type { ModelListing } from './model.ts';
import { type Plan, plan } from './plan.ts';
import { play } from './play.ts';
import { replay } from './replay.ts';
import { all, type World } from './world.ts';

const atOnce = 10;

export type HistoryOptions = { histories: number; seed?: number | undefined };

/**
 * Random histories, ten at a time, each by several writers at once; then everything that can be asked of them is compared
 * with the model. What fails names its seed and its plan; how the writers met each other is not repeated by it.
 */
export async function runHistories({ histories, seed = Date.now() % 2 ** 31 }: HistoryOptions): Promise<number> {
  const api = await startTestApi();
  const connections = new pg.Pool({
    connectionString: api.url,
    types: valueTypes,
    options: '-c timezone=UTC',
    max: 16,
  });
  await api.sql(`ALTER DATABASE ${new URL(api.url).pathname.slice(1)} SET deadlock_timeout = '20ms'`);
  const models: ModelListing[] = [];
  try {
    const plans = fc.array(plan, { minLength: atOnce, maxLength: atOnce });
    const property = fc.asyncProperty(plans, async (batch) => {
      for (const made of await all(batch.map((each) => runHistory({ api, connections }, each)))) models.push(...made);
    });
    const found = await fc.check(property, { numRuns: Math.ceil(histories / atOnce), seed, endOnFailure: true });
    if (found.failed) throw found.errorInstance;
    await assertCollection(api, models);
    await assertFeed(api, models);
    await assertSound(api);
  } catch (error) {
    throw new Error(`with HISTORIES=${histories} SEED=${seed}`, { cause: error });
  } finally {
    await connections.end();
    await api.stop();
  }
  return models.length;
}

let begun = 0;

async function runHistory(
  { api, connections }: { api: TestApi; connections: pg.Pool },
  plan: Plan,
): Promise<ModelListing[]> {
  begun += 1;
  const references = [`${begun}-a`, `${begun}-b`] as const;
  const world: World = {
    api,
    connections,
    references,
    ids: [undefined, undefined],
    written: [],
    instants: [],
    asked: [],
  };
  try {
    await play(world, plan);
    const written = [...Map.groupBy(world.written, ({ id }) => id)];
    const models = await all(written.map(async ([id, writes]) => replay(writes, await allClocksOf(api, id))));
    await all(models.map((listing) => assertAnswers(world, listing)));
    return models;
  } catch (error) {
    throw new Error(`the history ${JSON.stringify(plan)}\nwritten ${JSON.stringify(world.written)}`, { cause: error });
  }
}

/** `pricetrail doctor --replay` finds nothing wrong in the database. */
async function assertSound({ url }: TestApi): Promise<void> {
  const { status, stdout, stderr } = await runCli(['doctor', '--replay'], { DATABASE_URL: url });
  assert.equal(status, 0, stdout + stderr);
}
