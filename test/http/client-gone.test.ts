import assert from 'node:assert/strict';
import type { Socket } from 'node:net';
import { after, before, test } from 'node:test';
import { Database } from '../../src/db/database.ts';
import { type Log, openLog } from '../../src/log/open-log.ts';
import { someListing } from '../support/listings.ts';
import { openSocket } from '../support/raw-http.ts';
import { startTestApi, type TestApi } from '../support/test-api.ts';
import { openTlsRoute } from '../support/tls-route.ts';
import { until } from '../support/until.ts';

let api: TestApi;
before(async () => {
  api = await startTestApi();
  await api.call('POST', '/listings', someListing());
});
after(async () => await api.stop());

/** Another server, with one connection for searches, which has a name of its own. */
async function withServer(url: string, work: (other: TestApi) => Promise<void>, log?: Log) {
  const address = new URL(url);
  address.searchParams.set('application_name', 'searcher');
  const db = new Database({ url: address.href, searchConnections: 1, patienceMs: 10_000 });
  const other = await startTestApi({ db, log });
  try {
    await work(other);
  } finally {
    await db.close();
    await other.stop();
  }
}

/** While `work` runs nobody can read the listings. */
async function withLock(work: (unlock: () => Promise<void>) => Promise<void>): Promise<void> {
  const locker = await api.connect();
  try {
    await locker.query('BEGIN; LOCK TABLE listing IN ACCESS EXCLUSIVE MODE');
    await work(async () => void (await locker.query('ROLLBACK')));
  } finally {
    await locker.end();
  }
}

/** Searches that the server works on, that is waits with. */
async function searching(): Promise<number[]> {
  const rows = await api.sql<{ pid: number }>(
    `SELECT pid FROM pg_stat_activity
     WHERE datname = current_database() AND application_name = 'searcher' AND wait_event_type = 'Lock'`,
  );
  return rows.map(({ pid }) => pid);
}

async function untilSearching(count: number): Promise<number[]> {
  await until(`${count} searches are under way`, async () => (await searching()).length === count);
  return await searching();
}

async function search(base: string): Promise<Socket> {
  const socket = await openSocket(base);
  socket.write('GET /listings?limit=1 HTTP/1.1\r\nHost: x\r\n\r\n');
  return socket;
}

/** A client that goes away, and one after it that is served on the same connection. */
async function assertCancels(url: string): Promise<void> {
  await withServer(url, async ({ base, call }) => {
    await withLock(async (unlock) => {
      const gone = await search(base);
      const [pid] = await untilSearching(1);
      gone.destroy();
      await untilSearching(0);
      const next = call('GET', '/listings?limit=1');
      assert.deepEqual(await untilSearching(1), [pid], 'the connection serves the next one');
      await unlock();
      assert.equal((await next).status, 200);
    });
    assert.equal((await call('GET', '/listings')).body.length, 1);
  });
}

test('a client that goes away cancels its search, and its connection serves the next one', async () => {
  await assertCancels(api.url);
});

test('nothing is logged of a client that goes away', async () => {
  const logged: string[] = [];
  const to = { write: (line: string) => void logged.push(line) };
  const watch = async ({ base, call }: TestApi) => {
    await withLock(async () => {
      const gone = await search(base);
      await untilSearching(1);
      gone.destroy();
      await untilSearching(0);
    });
    assert.equal((await call('GET', '/listings?limit=1')).status, 200);
    assert.deepEqual(logged, []);

    await api.sql('ALTER TABLE listing RENAME TO away');
    assert.equal((await call('GET', '/listings?limit=1')).status, 500);
    await api.sql('ALTER TABLE away RENAME TO listing');
    assert.equal(logged.length, 1, 'what does fail is logged');
  };
  await withServer(api.url, watch, await openLog({ logLevel: 'warn', logFormat: 'json', to }));
});

test('a search through a unix socket is cancelled as well', async () => {
  const [{ data, sockets, port }] = (await api.sql(
    `SELECT current_setting('data_directory') AS data, current_setting('unix_socket_directories') AS sockets,
       current_setting('port') AS port`,
  )) as [{ data: string; sockets: string; port: string }];
  const url = new URL(api.url);
  url.search = new URLSearchParams({ host: new URL(sockets, `file://${data}/`).pathname, port }).toString();
  await assertCancels(url.href);
});

test('one on an encrypted way to the database is, too', async (t) => {
  const route = await openTlsRoute(api.url);
  if (!route) return t.skip('openssl is not installed: no certificate can be made');
  await assertCancels(route.url).finally(() => route.close());
  assert.ok(route.encrypted() > 1, 'the cancel request was encrypted too');
});

test('a client that goes away while its search waits for its turn leaves the queue', async () => {
  await withServer(api.url, async ({ base, call }) => {
    await withLock(async (unlock) => {
      const first = call('GET', '/listings?limit=1');
      await untilSearching(1);
      const gone = await Promise.all(Array.from({ length: 5 }, () => search(base)));
      const last = call('GET', '/listings?limit=1');
      for (const socket of gone) socket.destroy();
      await unlock();
      assert.deepEqual([(await first).status, (await last).status], [200, 200]);
    });
  });
});

test('of clients that keep going away at any moment none takes an answer from those who stay', async () => {
  await withServer(api.url, async ({ base, call }) => {
    const leave = async (round: number) => {
      const socket = await search(base);
      setTimeout(() => socket.destroy(), round % 4);
    };
    for (let round = 0; round < 60; round += 1) {
      const [answer] = await Promise.all([call('GET', '/listings?limit=1'), leave(round), leave(round + 1)]);
      assert.equal(answer.status, 200, answer.text);
    }
  });
});
