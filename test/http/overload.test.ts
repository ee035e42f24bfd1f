import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { Database, type DatabaseOptions } from '../../src/db/database.ts';
import { someListing } from '../support/listings.ts';
import { assertProblem } from '../support/problem.ts';
import { openSlowRoute, type SlowRoute } from '../support/slow-route.ts';
import { type Answer, startTestApi, type TestApi } from '../support/test-api.ts';
import { long } from '../support/thorough.ts';
import { until } from '../support/until.ts';
import { within } from '../support/within.ts';

let api: TestApi;
let path: string;
before(async () => {
  api = await startTestApi();
  path = `/listings/${(await api.call('POST', '/listings', someListing())).body.id}`;
});
after(async () => await api.stop());

type Timed = Answer & { ms: number };
type Ask = (round: number) => Promise<Timed>;
type World = { route: SlowRoute; call(method: string, path: string, body?: unknown): Promise<Timed> };

const few = { writeConnections: 2, searchConnections: 2, readConnections: 1, patienceMs: 100 };

/** After this requests that were sent before have been waiting for longer than the patience, on a busy machine too. */
const heldUpMs = few.patienceMs + 500;

async function untilLocked(count: number): Promise<void> {
  const waiting = "SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'";
  await until(`${count} statements wait`, async () => (await api.sql(waiting)).length === count);
}

/** A server on a way to the database that can be slowed down. */
async function withSlowRoute(options: Partial<DatabaseOptions>, work: (world: World) => Promise<void>): Promise<void> {
  const route = await openSlowRoute(api.url);
  const db = new Database({ url: route.url, ...few, ...options });
  const other = await startTestApi({ db });
  const call: World['call'] = async (...given) => {
    const from = performance.now();
    return { ...(await other.call(...given)), ms: performance.now() - from };
  };
  try {
    await work({ route, call });
  } finally {
    route.setPace(0);
    await db.close();
    await other.stop();
    await route.close();
  }
}

const kinds: Record<string, (world: World) => Ask> = {
  // of the feed: reads of listings that come at the same time are one statement, so that 40 clients may never be too many
  'quick reads':
    ({ call }) =>
    () =>
      call('GET', '/changes?limit=1'),
  searches:
    ({ call }) =>
    () =>
      call('GET', '/listings?limit=1'),
  writes:
    ({ call }) =>
    (round) =>
      call('PATCH', path, { rooms_count: 1 + (round % 50) }),
};

type Press = { clients: number; goesOn: (answers: readonly Timed[]) => boolean };

/** Clients of whom each asks again as soon as it is answered, and a little later where it was refused. */
async function press(ask: Ask, { clients, goesOn }: Press): Promise<Timed[]> {
  const answers: Timed[] = [];
  const press = async (client: number) => {
    for (let round = client; goesOn(answers); round += 1) {
      const answer = await ask(round);
      answers.push(answer);
      if (answer.status === 503) await sleep(20 + Math.random() * 40); // or they would all come at once again
    }
  };
  await Promise.all(Array.from({ length: clients }, (_, client) => press(client)));
  return answers;
}

/**
 * Clients and server, which are one process here, may be so busy with other things that they ask for less than even a
 * slow database can do: it becomes slower until they ask for more.
 */
function slowDown(route: SlowRoute) {
  const slowed = { answerMs: 25, stop: () => clearInterval(timer) };
  const timer = setInterval(() => {
    slowed.answerMs *= 2;
    route.setPace(slowed.answerMs);
  }, 5_000);
  route.setPace(slowed.answerMs);
  return slowed;
}

/** As many as tell that the database goes on being asked while others are refused. */
function isEnough(answers: readonly Timed[]): boolean {
  const served = answers.filter(({ status }) => status === 200).length;
  return served > 60 && answers.length - served > 60;
}

function assertRefused(answer: Answer): void {
  assertProblem(answer, 'overloaded');
  assert.equal(answer.headers.get('retry-after'), '1');
}

/** The promise is 50 ms; on a machine that does much else clients and server, which are one process here, take longer. */
function assertAtOnce(refused: readonly Timed[], alive: readonly Timed[]): void {
  const [ms, usual] = [medianOf(refused), medianOf(alive)];
  assert.ok(ms < Math.max(1_000, usual * 5), `refused in ${ms} ms, where /livez takes ${usual} ms`);
}

function medianOf(answers: readonly Timed[]): number {
  const times = answers.map(({ ms }) => ms).sort((a, b) => a - b);
  return times[Math.floor(times.length / 2)] ?? 0;
}

for (const [kind, asks] of Object.entries(kinds)) {
  test(`a database slower than demand is asked for all the ${kind} it can do, and the others are refused at once`, async (t) => {
    await withSlowRoute({}, async (world) => {
      const ask = asks(world);
      await Promise.all(Array.from({ length: 4 }, (_, client) => ask(client))); // opens the connections
      const clients = 40;
      const slowed = slowDown(world.route);
      let isOver = false;
      const pressed = press(ask, { clients, goesOn: (answers) => !isEnough(answers) }).finally(() => {
        isOver = true;
        slowed.stop();
      });
      const [answers, alive] = await Promise.all([
        within(60_000, 'some are served and others refused', pressed),
        press(() => world.call('GET', '/livez'), { clients: 1, goesOn: () => !isOver }),
      ]);
      const served = answers.filter(({ status }) => status === 200);
      const refused = answers.filter(({ status }) => status !== 200);
      for (const answer of refused) assertRefused(answer);
      assertAtOnce(refused, alive);
      t.diagnostic(`refused in ${medianOf(refused).toFixed(1)} ms, the median of ${refused.length}`);
      const longest = Math.max(...served.map(({ ms }) => ms));
      assert.ok(longest < Math.max(8_000, 2 * clients * slowed.answerMs), `one waited for ${longest} ms`);
      world.route.setPace(0);
      await until('one is served again', async () => (await ask(7)).status === 200);
    });
  });

  const skip = kind === 'quick reads' ? false : long;
  test(`a database that hangs lets ${kind} be refused at once, but for a few, and is back by itself`, {
    skip,
  }, async (t) => {
    const options = { statementTimeoutMs: 2_500, connectTimeoutMs: 2_500 };
    await withSlowRoute(options, async (world) => {
      const ask = asks(world);
      assert.equal((await ask(0)).status, 200);
      world.route.setPace(Number.POSITIVE_INFINITY);
      const first = Array.from({ length: 40 }, (_, client) => ask(client));
      await sleep(heldUpMs);
      const refused: Timed[] = [];
      const alive: Timed[] = [];
      for (let round = 0; round < 10; round += 1) {
        refused.push(await ask(round));
        alive.push(await world.call('GET', '/livez'));
      }
      for (const answer of refused) assertRefused(answer);
      for (const { status } of alive) assert.equal(status, 200);
      assertAtOnce(refused, alive);
      t.diagnostic(`refused in ${medianOf(refused).toFixed(1)} ms, the median of ${refused.length}`);
      const ready = await world.call('GET', '/readyz');
      assertProblem(ready, 'unavailable');
      for (const { status } of await Promise.all(first)) assert.equal(status, 503);
      world.route.setPace(0);
      await until('one is served again', async () => (await ask(7)).status === 200);
      assert.equal((await world.call('GET', '/readyz')).status, 200);
    });
  });
}

test('while nobody reads the past for want of connections, quick reads and writes go on', async () => {
  const locker = await api.connect();
  try {
    await locker.query('BEGIN; LOCK TABLE listing_past IN ACCESS EXCLUSIVE MODE');
    await withSlowRoute({}, async ({ call }) => {
      const past = `/listings?as_of=${new Date().toISOString()}`;
      const pages = Array.from({ length: 4 }, () => call('GET', past));
      await untilLocked(2);
      await sleep(heldUpMs);
      assertRefused(await call('GET', past));
      assert.equal((await call('GET', path)).status, 200);
      assert.equal((await call('PATCH', path, {})).status, 200);
      assert.equal((await call('GET', '/readyz')).status, 200);
      await locker.query('ROLLBACK');
      assert.deepEqual(
        (await Promise.all(pages)).map(({ status }) => status),
        [200, 200, 200, 200],
      );
    });
  } finally {
    await locker.end();
  }
});

test('a write that is refused left nothing, with an Idempotency-Key or without', async () => {
  const locker = await api.connect();
  try {
    await locker.query('BEGIN; LOCK TABLE listing IN ACCESS EXCLUSIVE MODE');
    await withSlowRoute({ writeConnections: 1 }, async ({ call }) => {
      const name = 'Refused under load';
      const held = call('DELETE', '/listings/999999');
      const waiting = call('DELETE', '/listings/999998');
      await untilLocked(1);
      await sleep(heldUpMs);
      for (let round = 0; round < 3; round += 1) assertRefused(await call('POST', '/listings', someListing({ name })));
      await locker.query('ROLLBACK');
      assert.deepEqual([(await held).status, (await waiting).status], [404, 404]);
      assert.deepEqual(await api.sql('SELECT FROM listing WHERE name = $1', [name]), []);
    });
  } finally {
    await locker.end();
  }
});
