import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { openBreakableRoute } from '../support/breakable-route.ts';
import { freePort } from '../support/free-port.ts';
import { processTree, signalAll } from '../support/processes.ts';
import { readOwnWrites } from '../support/read-own-writes.ts';
import {
  bringing,
  create,
  givenUp,
  tooFarBehind,
  untilReplayed,
  untilSaid,
  used,
  whilePaused,
  withReplica,
  withUsed,
} from '../support/replica-service.ts';
import { type ReplicatedServer, startReplicatedServer } from '../support/replicated-server.ts';
import { startServe, stopServe } from '../support/run-cli.ts';
import { callAt } from '../support/test-api.ts';
import { until } from '../support/until.ts';

let server: ReplicatedServer;
before(async () => {
  server = await startReplicatedServer();
});
after(async () => await server.stop());

test('a replica that is killed under load fails no request; it is given up, and used again when it is back', async (t) => {
  await withUsed(server, async ({ call, lines }) => {
    let isOver = false;
    const load = readOwnWrites(call, { clients: 8, goesOn: () => !isOver });
    const fault = async () => {
      await sleep(500);
      signalAll([await server.replica.postmaster()], 'SIGKILL');
      await untilSaid(lines, givenUp);
      await server.replica.start();
      await untilSaid(lines, used, 2);
      await sleep(200);
    };
    const striking = fault().finally(() => {
      isOver = true;
    });
    const [seen] = await Promise.all([load, striking]);
    t.diagnostic(`${seen.writes} writes, ${seen.reads} reads, the slowest in ${seen.slowestMs.toFixed()} ms`);
    assert.deepEqual([seen.failures, seen.older], [[], 0]);
    const turns = lines.filter((line) => line !== tooFarBehind);
    assert.deepEqual(turns.slice(0, 3), [used, givenUp, used]); // a busy machine may add a pair
  });
});

/** Whoever waited for a replica that hangs, rather than for what gives it up after a second, would wait for so long. */
const hangsForMs = 60_000;

test('a replica that stops answering keeps nobody waiting for long, and is used again when it goes on', async (t) => {
  await withUsed(
    server,
    async ({ call, lines }) => {
      let isOver = false;
      const load = readOwnWrites(call, { clients: 4, goesOn: () => !isOver });
      await sleep(500);
      const postmaster = await server.replica.postmaster();
      const all = await processTree(postmaster);
      signalAll(all, 'SIGSTOP');
      try {
        await untilSaid(lines, givenUp).finally(() => {
          isOver = true;
        });
        assert.equal((await call('GET', '/listings?limit=1')).status, 200);
        const seen = await load; // while the replica still hangs
        t.diagnostic(`the slowest in ${seen.slowestMs.toFixed()} ms`);
        assert.deepEqual([seen.failures, seen.older], [[], 0]);
        assert.ok(seen.slowestMs < hangsForMs / 2, `${seen.slowestMs} ms`);
      } finally {
        signalAll(all.toReversed(), 'SIGCONT');
      }
      await untilSaid(lines, used, 2);
    },
    { answerTimeoutMs: 1_000, statementTimeoutMs: hangsForMs },
  );
});

test('a replica that falls behind the bound is not read until it has caught up', async () => {
  const options = { lagMs: 2_500 };
  await withUsed(
    server,
    async ({ call, lines }) => {
      const { path } = await create(call, 'Behind');
      await untilReplayed(call, path, 100_000);
      await whilePaused(server, async () => {
        await call('PATCH', path, { latest_price_eur: 5 });
        const { body } = await call('GET', path);
        assert.ok(body.latest_price_eur === 100_000 || lines.includes(tooFarBehind));
        await untilReplayed(call, path, 5); // by the primary, the replica never
        assert.equal(lines.at(-1), tooFarBehind);
      });
      await until('it is used again', async () => lines.at(-1) === used);
      assert.deepEqual(lines.slice(0, 3), [used, tooFarBehind, used]); // a busy machine may add a pair
    },
    options,
  );
});

test('a read that the replica cancels for what it has to replay is answered by the primary', async () => {
  await withUsed(server, async ({ call, lines, whys }) => {
    await server.primary.sql(`INSERT INTO listing (name, description, building_type, street_address, postal_code, city,
        country, surface_area_m2, rooms_count, bedrooms_count, price)
      SELECT 'n', 'd', 'STUDIO', 's', '1', 'Perpignan ' || n, 'FR', 1, 1, 0, n FROM generate_series(1, 20000) AS n`);
    const conflicts = async () => {
      const [row] = await server.replica.sql<{ n: number }>(
        'SELECT sum(confl_lock + confl_snapshot)::int AS n FROM pg_stat_database_conflicts',
      );
      return row?.n ?? 0;
    };
    const statuses = new Set<number>();
    let isOver = false;
    const search = async () => {
      while (!isOver) statuses.add((await call('GET', '/listings?count=exact&rooms_min=1&city=perpignan%207')).status);
    };
    const places = async () => {
      while (!isOver) statuses.add((await call('GET', '/places?prefix=p')).status);
    };
    const load = [search(), search(), places(), places()];
    await until('a conflict', async () => {
      await server.primary.sql('BEGIN; LOCK TABLE listing IN ACCESS EXCLUSIVE MODE; COMMIT');
      return (await conflicts()) > 0;
    });
    isOver = true;
    await Promise.all(load);
    assert.deepEqual([...statuses], [200]);
    assert.equal(lines[0], used);
    assert.doesNotMatch(whys.join(), /canceling statement/);
    await server.primary.sql("DELETE FROM listing WHERE name = 'n'");
  });
});

const useless: [string, () => Promise<string>, RegExp][] = [
  ['nobody listens', async () => `postgres://me:it@127.0.0.1:${await freePort()}/x`, /ECONNREFUSED/],
  ['the password is another', async () => server.replica.url.replace(/:[^:@]+@/, ':other@'), /password/],
  ['there is no such database', async () => server.replica.url.replace(/\w+$/, 'none'), /"none" does not exist/],
  ['it is of another cluster', async () => process.env.TEST_DATABASE_URL ?? '', /another database cluster/],
];
test('a replica that is none is given up, the log says why, and the primary answers', async () => {
  const { primary, replica } = server;
  const tried = useless.map(async ([what, url, why]) => {
    const pair = { ...server, primary, replica: { ...replica, url: await url() } };
    await withReplica(pair, {}, async ({ call, lines, whys }) => {
      const { path, token } = await create(call, 'Useless replica');
      await untilSaid(lines, givenUp);
      assert.equal((await call('GET', path)).status, 200, what);
      assert.equal((await call('GET', path, undefined, bringing(token))).status, 200, what);
      await sleep(1_500);
      assert.deepEqual(lines, [givenUp], what);
      assert.match(whys.join(), why);
    });
  });
  await Promise.all(tried);
});

test('a replica whose schema is not there yet is given up, and no request fails', async () => {
  await server.primary.sql('CREATE DATABASE bare');
  const bare = server.replica.url.replace(/\w+$/, 'bare');
  await until(
    'it is replayed',
    async () => (await server.replica.sql("SELECT FROM pg_database WHERE datname = 'bare'")).length === 1,
  );
  await withReplica({ ...server, replica: { ...server.replica, url: bare } }, {}, async ({ call, lines, whys }) => {
    await untilSaid(lines, used);
    const { path } = await create(call, 'Bare replica');
    assert.equal((await call('GET', path)).status, 200);
    assert.equal((await call('GET', '/listings?limit=1')).status, 200);
    assert.ok(lines.includes(givenUp));
    assert.match(whys.join(), /"listing" does not exist/);
  });
});

test('while the primary is away the replica goes on answering reads', async () => {
  const route = await openBreakableRoute(server.primary.url);
  try {
    const half = { ...server, primary: { ...server.primary, url: route.url } };
    await withReplica(half, {}, async ({ call, lines }) => {
      await untilSaid(lines, used);
      const { path, token } = await create(call, 'Orphan');
      await untilReplayed(call, path, 100_000);
      route.cut();
      assert.equal((await call('PATCH', path, { rooms_count: 4 })).status, 503);
      for (let round = 0; round < 15; round += 1) {
        assert.equal((await call('GET', path)).status, 200);
        assert.equal((await call('GET', `${path}/prices`, undefined, bringing(token))).status, 200);
        assert.equal((await call('GET', '/listings?limit=1')).status, 200);
        await sleep(100);
      }
      assert.deepEqual(
        lines.filter((line) => /replica/.test(line)),
        [used],
      );
    });
  } finally {
    await route.close();
  }
});

test('workers read from the replica as well', async () => {
  const [DATABASE_URL, DATABASE_READ_URL] = [server.primary.url, server.replica.url];
  const running = await startServe({ DATABASE_URL, DATABASE_READ_URL, WORKERS: '2', DATABASE_CONNECTIONS: '9' });
  try {
    await running.printed(/(reads go to the replica)[\s\S]*reads go to the replica/);
    const call = callAt(running.base);
    const { path, token } = await create(call, 'Through a worker');
    assert.equal((await call('GET', path, undefined, bringing(token))).status, 200);
    assert.match(await running.printed(/"reads":"([^"]+)"/), /replica of DATABASE_READ_URL/);
  } finally {
    await stopServe(running);
  }
});
