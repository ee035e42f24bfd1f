import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { openFolderStore } from '../../../src/market/lake/folder-store.ts';
import { latestNumber } from '../../../src/market/lake/manifest.ts';
import { churn } from '../../support/lake/churn.ts';
import { addListings } from '../../support/listing-rows.ts';
import { memoryFolder } from '../../support/memory-folder.ts';
import { processTree, signalAll } from '../../support/processes.ts';
import { hasEnded, type Running, runCli, startServe, stopServe } from '../../support/run-cli.ts';
import { createTestDatabase, type TestDatabase } from '../../support/test-database.ts';
import { thorough } from '../../support/thorough.ts';
import { until } from '../../support/until.ts';
import { untilCaughtUp } from '../../support/until-caught-up.ts';

const rounds = thorough ? 20 : 3;

let database: TestDatabase;
let folder: string;
before(async () => {
  database = await createTestDatabase();
  folder = await mkdtemp(join(await memoryFolder(), 'pricetrail-deaths-'));
  await addListings(database, 200);
});
after(async () => {
  await database.drop();
  await rm(folder, { recursive: true, force: true });
});

const settings = () => ({ DATABASE_URL: database.url, DATA_DIR: folder, LOG_LEVEL: 'warn', DATABASE_CONNECTIONS: '4' });
const serve = async () => await startServe(settings(), ['--role', 'worker']);
const lake = async (command: string) => await runCli(['lake', command], settings());

async function manifests(): Promise<number> {
  return await latestNumber(await openFolderStore(join(folder, 'lake')));
}

/** Waits until a worker has nothing to do any more. */
async function untilFollowed(): Promise<void> {
  await untilCaughtUp(database);
  await until('the lake has all', async () => {
    const { stdout } = await lake('status');
    return stdout.includes('nothing was changed since');
  });
}

test(`a worker that is killed ${rounds} times at any moment, with its DuckDB or without, leaves a lake that another goes on with`, async () => {
  const writers = churn(database);
  try {
    for (let round = 0; round < rounds; round += 1) {
      const { child } = await serve();
      const before = await manifests();
      if (round % 2 === 0) await until('it has made a step', async () => (await manifests()) > before);
      await sleep(Math.random() * 1_500);
      const [serving = 0, ...others] = await processTree(child.pid ?? 0);
      signalAll(round % 3 === 0 ? [serving] : [...others, serving], 'SIGKILL');
      await Promise.all([serving, ...others].map(hasEnded));
    }
  } finally {
    await writers.stop();
  }
  const last = await serve();
  await untilFollowed();
  const { status, stdout, stderr } = await lake('verify');
  assert.equal(status, 0, stdout + stderr);
  assert.match(stdout, /^The lake agrees with the database: [\d,]+ prices and [\d,]+ states of listings \(manifest/);
  assert.equal((await stopServe(last)).status, 0);
});

test('where its DuckDB alone is killed the service lives, tells of it, and the lake catches up', async () => {
  const serving: Running & { base: string } = await serve();
  const writers = churn(database);
  try {
    for (let round = 0; round < 2; round += 1) {
      let killed = false;
      await until('it has one', async () => {
        const [, ...children] = await processTree(serving.child.pid ?? 0);
        signalAll(children, 'SIGKILL');
        killed = children.length > 0;
        return killed;
      });
    }
  } finally {
    await writers.stop();
  }
  assert.equal((await fetch(`${serving.base.replace(/\/$/, '')}/livez`)).status, 200);
  await untilFollowed();
  const { status, stdout } = await lake('verify');
  assert.equal(status, 0, stdout);
  assert.equal((await stopServe(serving)).status, 0);
});
