import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { latestNumber } from '../../../src/market/lake/manifest.ts';
import { churn } from '../../support/lake/churn.ts';
import { TestLake } from '../../support/lake/test-lake.ts';
import { addListings } from '../../support/listing-rows.ts';
import { processTree, signalAll } from '../../support/processes.ts';
import { hasEnded, type Running, startServe, stopServe } from '../../support/run-cli.ts';
import { createTestDatabase, type TestDatabase } from '../../support/test-database.ts';
import { thorough } from '../../support/thorough.ts';
import { until } from '../../support/until.ts';

const rounds = thorough ? 20 : 2;

let database: TestDatabase;
let lake: TestLake;
let last: Running | undefined;
before(async () => {
  database = await createTestDatabase();
  lake = await TestLake.open(database); // in DATA_DIR, where serve has it
  await addListings(database, 200);
});
after(async () => {
  await lake.close();
  await database.drop();
});

const serve = async () => {
  const settings = { DATABASE_URL: database.url, DATA_DIR: lake.folder, LOG_LEVEL: 'warn', DATABASE_CONNECTIONS: '4' };
  return await startServe(settings, ['--role', 'worker']);
};

test(`a worker that is killed ${rounds} times at any moment, with its DuckDB or without, leaves a lake that another goes on with`, async () => {
  const writers = churn(database);
  try {
    for (let round = 0; round < rounds; round += 1) {
      const { child } = await serve();
      const before = await latestNumber(lake.making.store);
      if (round % 2 === 0) await until('it makes a step', async () => (await latestNumber(lake.making.store)) > before);
      await sleep(Math.random() * 1_500);
      const [serving = 0, ...others] = await processTree(child.pid ?? 0);
      signalAll(round % 3 === 0 ? [serving] : [...others, serving], 'SIGKILL');
      await Promise.all([serving, ...others].map(hasEnded));
    }
  } finally {
    await writers.stop();
  }
  last = await serve();
  await lake.untilFollowed();
  await lake.assertAgrees();
});

test('where its DuckDB alone is killed the service lives, and the lake catches up', async () => {
  assert.ok(last);
  const writers = churn(database);
  try {
    await until('it has one, which is killed', async () => {
      const [, ...children] = await processTree(last?.child.pid ?? 0);
      signalAll(children, 'SIGKILL');
      return children.length > 0;
    });
  } finally {
    await writers.stop();
  }
  await lake.untilFollowed();
  await lake.assertAgrees();
  assert.equal((await stopServe(last)).status, 0);
});
