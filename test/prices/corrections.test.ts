import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Change } from '../../src/changes/change.ts';
import { statePrice } from '../../src/prices/state-price.ts';
import { addPrice, assertInLine, priceRows } from '../support/history.ts';
import { addListing } from '../support/listing-rows.ts';
import { someListing } from '../support/listings.ts';
import { assertProblem } from '../support/problem.ts';
import { startTestApi, type TestApi } from '../support/test-api.ts';
import { createTestDatabase } from '../support/test-database.ts';
import { until } from '../support/until.ts';
import { untilCaughtUp } from '../support/until-caught-up.ts';

let api: TestApi;
before(async () => {
  api = await startTestApi();
});
after(async () => {
  await assertInLine(api);
  await api.stop();
});

const early = '2020-05-01T00:00:00.000Z';
const earlier = '2020-04-01T00:00:00.000Z';

/** A listing at 100,000, version 1. */
async function create() {
  const { body } = await api.call('POST', '/listings', someListing());
  return { id: Number(body.id), path: `/listings/${body.id}`, created: String(body.created_date) };
}

const pricesOf = async (path: string): Promise<[string, number][]> =>
  (await api.call('GET', `${path}/prices`)).body.map((price: { created_date: string; price_eur: number }) => [
    price.created_date,
    price.price_eur,
  ]);

const state = (path: string, at: string, price_eur: number, headers = {}) =>
  api.call('PUT', `${path}/prices/${at}`, { price_eur }, headers);

test('H5: a price is stated for an instant of the past, then corrected, in new rows only', async () => {
  const { id, path, created } = await create();
  const stated = await state(path, early, 5);
  assert.deepEqual([stated.status, stated.headers.get('etag')], [201, '"2"']);
  const { recorded_at, actor, ...price } = stated.body;
  assert.deepEqual(price, { price_eur: 5, created_date: early, effective_at: early, until: created });
  assert.ok(recorded_at >= created && actor.length > 0);
  const corrected = await state(path, early, 6);
  assert.deepEqual([corrected.status, corrected.body.price_eur, corrected.headers.get('etag')], [200, 6, '"3"']);
  assert.deepEqual(await pricesOf(path), [
    [early, 6],
    [created, 100_000],
  ]);
  assert.deepEqual(
    (await priceRows(api, id)).map((row) => row.price_eur),
    [5, 6, 100_000],
  );
  assert.equal((await api.call('GET', path)).body.latest_price_eur, 100_000);
});

test('H2: what is stated already leaves no trace', async () => {
  const { id, path } = await create();
  const first = await state(path, early, 5);
  const second = await state(path, '2020-05-01T02:00:00.000+02:00', 5.0);
  assert.deepEqual([second.status, second.headers.get('etag'), second.body], [200, '"2"', first.body]);
  assert.equal((await priceRows(api, id)).length, 2);
});

test('H4: a correction of the newest price changes the price now, and its void brings back the one before', async () => {
  const { path, created } = await create();
  await state(path, early, 5);
  await state(path, created, 7);
  assert.equal((await api.call('GET', path)).body.latest_price_eur, 7);
  assert.equal((await api.call('DELETE', `${path}/prices/${created}`)).status, 204);
  const { body } = await api.call('GET', path);
  assert.deepEqual([body.latest_price_eur, body.updated_date], [5, created]);
  assert.deepEqual(await pricesOf(path), [[early, 5]]);
});

test('a price can be stated again where one was voided', async () => {
  const { id, path, created } = await create();
  await state(path, early, 5);
  await api.call('DELETE', `${path}/prices/${early}`);
  assert.equal((await state(path, early, 5)).status, 201);
  assert.deepEqual(await pricesOf(path), [
    [early, 5],
    [created, 100_000],
  ]);
  assert.deepEqual(
    (await priceRows(api, id)).map((row) => row.price_eur),
    [5, null, 5, 100_000],
  );
});

test('the only price cannot be voided', async () => {
  const { path, created } = await create();
  assertProblem(await api.call('DELETE', `${path}/prices/${created}`), 'conflict');
  assert.equal((await api.call('GET', path)).headers.get('etag'), '"1"');
});

test('a void of what is not stated, or void already, is answered 404', async () => {
  const { path } = await create();
  assertProblem(await api.call('DELETE', `${path}/prices/${early}`), 'not-found');
  await state(path, early, 5);
  await api.call('DELETE', `${path}/prices/${early}`);
  assertProblem(await api.call('DELETE', `${path}/prices/${early}`), 'not-found');
});

test('who stated a price and why is told with it, and in the feed', async () => {
  const { id, path } = await create();
  const reason = 'Seen in the paper: "5 €",\nthen again';
  await api.call('PUT', `${path}/prices/${early}`, { price_eur: 5, reason });
  await api.call('PUT', `${path}/prices/${earlier}`, { price_eur: 4 });
  const { body } = await api.call('GET', `${path}/prices?detail=full&to=${early.replace('05', '06')}`);
  assert.deepEqual(
    body.map((price: { reason?: string }) => price.reason),
    [undefined, reason],
  );
  const voided = await api.call('DELETE', `${path}/prices/${early}?reason=${encodeURIComponent('a mistake')}`);
  assert.equal(voided.status, 204);
  await untilCaughtUp(api);
  const changes = (await api.call('GET', `/changes?listing_id=${id}`)).body;
  assert.deepEqual(
    changes.map((change: { kind: string; reason?: string }) => [change.kind, change.reason]),
    [
      ['created', undefined],
      ['corrected', reason],
      ['corrected', undefined],
      ['corrected', 'a mistake'],
    ],
  );
});

test('an instant in the future is refused, but for 5 s of clock skew', async () => {
  const { path } = await create();
  const inMs = (ms: number) => new Date(Date.now() + ms).toISOString();
  assertProblem(await state(path, inMs(60_000), 5), 'invalid', { parameters: ['effective_at'] });
  assertProblem(await state(path, '9999-12-31T23:59:59.999Z', 5), 'invalid', { parameters: ['effective_at'] });
  const soon = inMs(3_000);
  assert.equal((await state(path, soon, 5)).status, 201);
  const { body } = await api.call('GET', path);
  assert.deepEqual([body.latest_price_eur, body.updated_date], [5, soon]);
});

for (const instant of [
  '',
  'now',
  '2020-05-01',
  '2020-02-30T00:00:00Z',
  '2020-05-01T00:00:00',
  '0000-01-01T00:00:00Z',
]) {
  test(`a price of ${instant || 'no instant'} is refused`, async () => {
    const { path } = await create();
    const answers = [await state(path, instant, 5), await api.call('DELETE', `${path}/prices/${instant}`)];
    for (const answer of answers) assertProblem(answer, 'invalid', { parameters: ['effective_at'] });
  });
}

const bodies: [body: unknown, pointers: string[]][] = [
  [{}, ['/price_eur']],
  [{ price_eur: -1 }, ['/price_eur']],
  [{ price_eur: 0.001 }, ['/price_eur']],
  [{ price_eur: '5' }, ['/price_eur']],
  [{ price_eur: null }, ['/price_eur']],
  [{ price_eur: 1e12 }, ['/price_eur']],
  [{ price_eur: 5, reason: '' }, ['/reason']],
  [{ price_eur: 5, reason: ' ' }, ['/reason']],
  [{ price_eur: 5, reason: 'x'.repeat(1001) }, ['/reason']],
  [{ price_eur: 5, reason: 'a\0b' }, ['/reason']],
  [{ price_eur: 5, currency: 'EUR' }, ['/currency']],
  [[], ['']],
];
for (const [body, pointers] of bodies) {
  test(`a statement of ${JSON.stringify(body).slice(0, 40)} is refused`, async () => {
    const { path } = await create();
    assertProblem(await api.call('PUT', `${path}/prices/${early}`, body), 'invalid', { pointers });
  });
}

test('a statement about a listing that is not there is answered 404', async () => {
  for (const id of ['999999', '0', 'x', '99999999999999999999']) {
    assertProblem(await state(`/listings/${id}`, early, 5), 'not-found');
    assertProblem(await api.call('DELETE', `/listings/${id}/prices/${early}`), 'not-found');
  }
});

test('If-Match is honoured, and the tag that is current is told', async () => {
  const { path, id } = await create();
  const stale = await state(path, early, 5, { 'if-match': '"7"' });
  assertProblem(stale, 'stale');
  assert.equal(stale.headers.get('etag'), '"1"');
  assert.equal((await priceRows(api, id)).length, 1);
  assert.equal((await state(path, early, 5, { 'if-match': '"1"' })).status, 201);
  assertProblem(await api.call('DELETE', `${path}/prices/${early}`, undefined, { 'if-match': '"1"' }), 'stale');
});

test('H4, H5: forty statements at once about one listing are all there, each once', async () => {
  const { id, path } = await create();
  const instants = Array.from({ length: 40 }, (_, n) =>
    new Date(Date.parse(early) + (n % 8) * 86_400_000).toISOString(),
  );
  const answers = await Promise.all(instants.map((at, n) => state(path, at, n + 1)));
  assert.deepEqual([...new Set(answers.map(({ status }) => status))].sort(), [200, 201]);
  const rows = await priceRows(api, id);
  assert.deepEqual(
    rows.map((row) => row.price_eur ?? 0).sort((a, b) => a - b),
    [...Array.from({ length: 40 }, (_, n) => n + 1), 100_000],
  );
  assert.equal((await api.call('GET', path)).headers.get('etag'), '"41"');
});

for (const [what, headers, expected] of [
  ['', {}, [200, 200, 200, 201]],
  [' for one version', { 'if-match': '"1"' }, [201, 412, 412, 412]],
] as const) {
  test(`H2: of one statement that comes four times at once${what} one is made`, async () => {
    const { id, path } = await create();
    const locker = await api.connect();
    try {
      await locker.query('BEGIN');
      await locker.query('SELECT FROM listing WHERE id = $1 FOR UPDATE', [id]);
      const answers = [1, 2, 3, 4].map(() => state(path, early, 5, headers));
      const waiting = "SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'";
      await until('all of them wait', async () => (await api.sql(waiting)).length === answers.length);
      await locker.query('ROLLBACK');
      assert.deepEqual((await Promise.all(answers)).map(({ status }) => status).sort(), expected);
    } finally {
      await locker.end();
    }
    assert.equal((await api.call('GET', path)).headers.get('etag'), '"2"');
  });
}

test('what the feed says was recorded at an instant is known at that instant', async () => {
  const { id, path, created } = await create();
  await state(path, created, 5);
  await addPrice(api, [id, 6], 'created_date');
  await api.sql(
    `INSERT INTO listing_price (listing_id, effective_at, price_eur) SELECT id, created_date - interval '1 day', 4
     FROM listing WHERE id = $1`,
    [id],
  );
  await untilCaughtUp(api);
  const corrected: Change[] = (await api.call('GET', `/changes?listing_id=${id}&kind=corrected`)).body;
  assert.equal(corrected.length, 3);
  for (const { recorded_at, prices } of corrected) {
    const known = await api.call('GET', `${path}/prices?known_at=${recorded_at}`);
    for (const price of prices ?? [])
      assert.deepEqual(
        known.body.filter((each: { created_date: string }) => each.created_date === price.effective_at),
        [{ price_eur: price.to, created_date: price.effective_at }],
      );
  }
});

test('a void says which version the listing has by it, and takes its reason as a parameter only', async () => {
  const { path } = await create();
  await state(path, early, 5);
  const at = `${path}/prices/${early}`;
  const withBody = await api.call('DELETE', at, { reason: 'typo' });
  assertProblem(withBody, 'malformed');
  const gone = await api.call('DELETE', `${at}?reason=typo`);
  assert.deepEqual([gone.status, gone.headers.get('etag')], [204, '"3"']);
});

test('a database whose transactions are repeatable read by default takes corrections as well', async () => {
  const strict = await createTestDatabase();
  try {
    await strict.sql(
      `ALTER DATABASE ${new URL(strict.url).pathname.slice(1)} SET default_transaction_isolation = 'repeatable read'`,
    );
    const id = String(await addListing(strict));
    const statement = { id, effectiveAt: early, reason: undefined, versions: undefined, priceEur: 5 };
    const { version } = await strict.db.transaction((tx) => statePrice(tx, statement));
    assert.equal(version, 2);
  } finally {
    await strict.drop();
  }
});
