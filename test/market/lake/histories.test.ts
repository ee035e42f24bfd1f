import { after, before, test } from 'node:test';
import { startHistoryApi, writeHistories } from '../../support/lake/lake-histories.ts';
import { TestLake } from '../../support/lake/test-lake.ts';
import type { TestApi } from '../../support/test-api.ts';
import { thorough } from '../../support/thorough.ts';

const histories = thorough ? 120 : 15;
const seed = Number(process.env.SEED ?? Date.now() % 2 ** 31);

let api: TestApi;
let lake: TestLake;
before(async () => {
  api = await startHistoryApi();
  lake = await TestLake.open(api);
});
after(async () => {
  await lake.close();
  await api.stop();
});

test(`the lake equals the database after ${histories} random histories by several writers, while two workers follow`, async (t) => {
  t.diagnostic(`SEED=${seed}`);
  await lake.rebuild(); // of nothing
  const workers = [lake.worker(), lake.worker()];
  for (const worker of workers) worker.start();
  try {
    await writeHistories(api, { histories, seed });
    await lake.untilFollowed();
  } finally {
    await Promise.all(workers.map((worker) => worker.stop()));
  }
  const { number, layers } = await lake.latest();
  t.diagnostic(`manifest ${number}, ${layers.length} layers`);
  await lake.assertAgrees();
});
