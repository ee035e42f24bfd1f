import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Database, type DatabaseOptions } from '../../src/db/database.ts';
import { openBreakableRoute } from '../support/breakable-route.ts';
import { someListing } from '../support/listings.ts';
import { assertProblem } from '../support/problem.ts';
import { type Answer, startTestApi, type TestApi } from '../support/test-api.ts';
import { until } from '../support/until.ts';

let api: TestApi;
let path: string;
before(async () => {
  api = await startTestApi();
  path = `/listings/${(await api.call('POST', '/listings', someListing())).body.id}`;
});
after(async () => await api.stop());

/** Another server for the same listings, with a connection of its own to the database. */
async function withServer(options: Partial<DatabaseOptions>, work: (call: TestApi['call']) => Promise<void>) {
  const db = new Database({ url: api.url, ...options });
  const other = await startTestApi({ db });
  try {
    await work(other.call);
  } finally {
    await db.close();
    await other.stop();
  }
}

const everything = 'LOCK TABLE listing IN ACCESS EXCLUSIVE MODE';
const writes = 'SELECT FROM listing FOR UPDATE';

/** Locks what the statement locks while `work` runs. */
async function withLock(statement: string, work: () => Promise<void>): Promise<void> {
  const locker = await api.connect();
  try {
    await locker.query(`BEGIN; ${statement}`);
    await work();
  } finally {
    await locker.end();
  }
}

const backends = `FROM pg_stat_activity WHERE datname = current_database() AND application_name = 'pricetrail'`;
const waiting = `${backends} AND wait_event_type = 'Lock'`;

async function untilWaiting(count: number): Promise<void> {
  await until(`${count} statements wait`, async () => (await api.sql(`SELECT ${waiting}`)).length >= count);
}

/** A write whose connection was lost: whether it was made nobody knows. */
function assertUnknown(answer: Answer): void {
  assertProblem(answer, 'outcome-unknown');
  assert.equal(answer.headers.get('retry-after'), '1');
  assert.match(answer.body.detail, /Repeat it with the same Idempotency-Key/);
}

function assertUnavailable(answer: Answer, detail: RegExp): void {
  assertProblem(answer, 'unavailable');
  assert.equal(answer.headers.get('retry-after'), '1');
  assert.match(answer.body.detail, detail);
}

async function callEverything(call: TestApi['call']): Promise<Answer[]> {
  return [
    await call('GET', '/listings'),
    await call('POST', '/listings', someListing()),
    await call('GET', path),
    await call('PUT', path, someListing({ rooms_count: 9 })),
    await call('PATCH', path, { rooms_count: 9 }),
    await call('DELETE', '/listings/999999'),
    await call('GET', `${path}/prices`),
    await call('GET', '/readyz'),
  ];
}

test('where no database listens every operation is unavailable, and only the process alive', async () => {
  // Port 1 is given to nobody who asks for any port.
  await withServer({ url: 'postgres://x:y@127.0.0.1:1/z' }, async (call) => {
    for (const answer of await callEverything(call)) assertUnavailable(answer, /cannot be reached/);
    assert.equal((await call('GET', '/livez')).status, 200);
  });
});

test('a database that goes away makes every operation unavailable until it is back', async () => {
  const route = await openBreakableRoute(api.url);
  const work = withServer({ url: route.url }, async (call) => {
    const statuses = async () => (await callEverything(call)).map(({ status }) => status);
    assert.deepEqual(await statuses(), [200, 201, 200, 200, 200, 404, 200, 200]);
    route.cut();
    for (const answer of await callEverything(call)) assertUnavailable(answer, /cannot be reached/);
    route.mend();
    assert.deepEqual(await statuses(), [200, 201, 200, 200, 200, 404, 200, 200]);
  });
  await work.finally(() => route.close());
});

test('a database that falls silent, on old connections or new ones, makes operations unavailable in time', async () => {
  const route = await openBreakableRoute(api.url);
  const options = { url: route.url, statementTimeoutMs: 200, connectTimeoutMs: 300 };
  const work = withServer(options, async (call) => {
    const untilServed = async () => {
      await until('a read is answered', async () => (await call('GET', path)).status === 200);
      await until('a write is answered', async () => (await call('PATCH', path, { rooms_count: 4 })).status === 200);
    };
    await untilServed();
    route.silence();
    const reads = () => Promise.all([call('GET', path), call('GET', '/readyz')]);
    for (const answer of [...(await reads()), ...(await reads())]) assertUnavailable(answer, /cannot be reached/);
    assertUnknown(await call('PATCH', path, { rooms_count: 4 }));
    assertUnavailable(await call('PATCH', path, { rooms_count: 4 }), /cannot be reached/); // no new connection
    route.mend();
    await untilServed();
  });
  await work.finally(() => route.close());
});

test('requests whose connections are terminated are unavailable, and soon others are answered', async () => {
  await withLock(everything, async () => {
    const answers = [
      api.call('GET', path),
      api.call('PATCH', path, { rooms_count: 4 }),
      api.call('POST', '/listings', someListing()),
      api.call('DELETE', path),
    ];
    await untilWaiting(answers.length);
    await api.sql(`SELECT pg_terminate_backend(pid) ${backends}`);
    const [read, ...writes] = await Promise.all(answers);
    assertUnavailable(read as Answer, /cannot be reached/);
    for (const write of writes) assertUnknown(write);
  });
  await until('a read is answered', async () => (await api.call('GET', path)).status === 200);
  await until('a write is answered', async () => (await api.call('PATCH', path, { rooms_count: 4 })).status === 200);
});

test('H1: while connections are terminated again and again, a write that was answered 200 is there', async () => {
  const kept: number[] = [];
  let price = 1_000;
  let done = false;
  const change = async () => {
    while (!done) {
      price += 1;
      const mine = price;
      const [write, read] = await Promise.all([
        api.call('PATCH', path, { latest_price_eur: mine }),
        api.call('GET', path),
      ]);
      if (write.status === 200) kept.push(mine);
      else if (write.body.type === '/problems/outcome-unknown') assertUnknown(write);
      else assertUnavailable(write, /cannot be reached/);
      if (read.status !== 200) assertUnavailable(read, /cannot be reached/);
    }
  };
  const terminate = async () => {
    for (let round = 1; round <= 6; round += 1) {
      await until('writes go through', async () => done || kept.length >= round * 10);
      await api.sql(`SELECT pg_terminate_backend(pid) ${backends}`);
    }
  };
  const stop = () => {
    done = true;
  };
  await Promise.all([terminate(), change(), change(), change(), change()].map((work) => work.finally(stop)));
  await until('a read is answered', async () => (await api.call('GET', path)).status === 200);
  const prices = await api.call('GET', `${path}/prices`);
  const stored = new Set(prices.body.map(({ price_eur }: { price_eur: number }) => price_eur));
  assert.deepEqual(
    kept.filter((each) => !stored.has(each)),
    [],
  );
});

test('a statement that takes longer than it may is given up, and the service goes on', async () => {
  await withServer({ statementTimeoutMs: 200 }, async (call) => {
    await withLock(everything, async () => {
      for (const answer of await Promise.all([
        call('GET', '/listings'),
        ...[call('GET', path), call('GET', path), call('GET', path), call('GET', path)], // one prepared statement
        call('PATCH', path, { rooms_count: 5 }),
      ])) {
        assertUnavailable(answer, /took too long/);
      }
    });
    await until('a write is answered', async () => (await call('PATCH', path, { rooms_count: 6 })).status === 200);
    await until('it is read', async () => (await call('GET', path)).body?.rooms_count === 6);
  });
});

test('a write that finds every connection busy is given up after a while; reads go on', async () => {
  await withServer({ writeConnections: 1, connectTimeoutMs: 200 }, async (call) => {
    let first: Promise<Answer> | undefined;
    await until('connected', async () => (await call('PATCH', path, { rooms_count: 6 })).status === 200);
    await until('connected to read', async () => (await call('GET', path)).status === 200);
    await withLock(writes, async () => {
      first = call('PATCH', path, { rooms_count: 7 });
      await untilWaiting(1);
      const refused = await call('POST', '/listings', someListing());
      assertProblem(refused, 'overloaded');
      assert.equal(refused.headers.get('retry-after'), '1');
      assert.equal((await call('GET', path)).status, 200);
    });
    assert.equal((await first)?.status, 200);
    assert.equal((await call('POST', '/listings', someListing())).status, 201);
  });
});
