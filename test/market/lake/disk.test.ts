import assert from 'node:assert/strict';
import { readdir, rm, statfs, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { TestLake } from '../../support/lake/test-lake.ts';
import { addListings } from '../../support/listing-rows.ts';
import { mountSmallDisk } from '../../support/small-disk.ts';
import { createTestDatabase, type TestDatabase } from '../../support/test-database.ts';
import { until } from '../../support/until.ts';
import { within } from '../../support/within.ts';

let database: TestDatabase;
before(async () => {
  database = await createTestDatabase();
  await addListings(database, 3_000);
  await database.sql('UPDATE listing SET reference = md5(id::text), price = id * 7');
});
after(async () => await database.drop());

test('a folder that cannot be made is told once, and the lake is made when it can', async () => {
  const lake = await TestLake.open(database);
  await rm(join(lake.folder, 'lake'), { recursive: true });
  await writeFile(join(lake.folder, 'lake'), 'in the way');
  const failures: unknown[] = [];
  const { promise: goesOn, resolve: onRecovery } = Promise.withResolvers<void>();
  const worker = lake.worker({ onFailure: (error) => failures.push(error), onRecovery });
  worker.start();
  try {
    await until('it is told', async () => failures.length > 0);
    assert.match(String(failures[0]), /LAKE_URL: the folder .*lake cannot be written to/);
    await rm(join(lake.folder, 'lake'));
    await lake.untilFollowed();
    await within(10_000, 'it is told that it goes on', goesOn);
    assert.equal(failures.length, 1);
  } finally {
    await worker.stop();
    await lake.close();
  }
});

test('a disk that is full, at whatever point of it, leaves the lake as it was; the next step is made when there is room', async (t) => {
  const disk = await mountSmallDisk(16);
  if (!disk) return t.skip('this account may not mount one');
  const lake = await TestLake.open(database, disk.path);
  try {
    const { number } = await lake.rebuild();
    const failures = new Set<string>();
    for (let [free, isMade] = [0, false]; !isMade; free += 0.1) {
      await fill(disk.path, free);
      isMade = await lake.rebuild().then(
        () => true,
        (error: Error & { code: string }) => {
          failures.add(`${error.code}: ${error.message}`);
          return false;
        },
      );
      assert.equal((await lake.latest()).number, isMade ? number + 1 : number);
      await rm(join(disk.path, 'filler'));
    }
    t.diagnostic([...failures].join('; '));
    assert.ok([...failures].every((failure) => /^(ENOSPC|unavailable):/.test(failure)));
    assert.ok(failures.size > 1, 'it failed while it drew the rows, and while it made the files');
    await lake.assertAgrees();
  } finally {
    await lake.close();
    await disk.remove();
  }
});

test('a worker tells of a full disk once, and goes on when there is room', async (t) => {
  const disk = await mountSmallDisk(16);
  if (!disk) return t.skip('this account may not mount one');
  const lake = await TestLake.open(database, disk.path);
  const failures: string[] = [];
  const worker = lake.worker({ onFailure: (error) => failures.push(String(error)) });
  try {
    await fill(disk.path, 0.01);
    worker.start();
    await until('it is told', async () => failures.length > 0);
    await rm(join(disk.path, 'filler'));
    await lake.untilFollowed();
    assert.deepEqual(failures, ['Error: ENOSPC: no space left on device, write']);
  } finally {
    await within(10_000, 'the worker stops', worker.stop());
    await lake.close();
    await disk.remove();
  }
});

async function fill(folder: string, leaveMb: number): Promise<void> {
  const { bavail, bsize } = await statfs(folder);
  await writeFile(join(folder, 'filler'), Buffer.alloc(Math.max(0, bavail * bsize - leaveMb * 1_048_576)));
}

test('stopped in the middle of making it, a worker ends at once and leaves nothing that counts', async () => {
  const lake = await TestLake.open(database);
  try {
    for (const ms of [0, 30, 60, 100, 150]) {
      const worker = lake.worker();
      worker.start();
      await sleep(ms);
      await within(2_000, 'it stops', worker.stop());
    }
    await lake.rebuild();
    await lake.assertAgrees();
    assert.deepEqual(await readdir(join(lake.folder, 'lake/workshop')), []);
  } finally {
    await lake.close();
  }
});
