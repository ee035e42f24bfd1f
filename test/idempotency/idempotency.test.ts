import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { forgetOldAnswers } from '../../src/idempotency/answer-once.ts';
import { someListing } from '../support/listings.ts';
import { assertProblem } from '../support/problem.ts';
import { type Answer, startTestApi, type TestApi } from '../support/test-api.ts';
import { until } from '../support/until.ts';

let api: TestApi;
before(async () => {
  api = await startTestApi();
});
after(async () => await api.stop());

let keys = 0;
function newKey(): string {
  keys += 1;
  return `key ${keys}`;
}
const under = (key: string) => ({ 'idempotency-key': `"${key}"` });
const whole = ({ status, text, headers }: Answer) => ({
  ...{ status, text, etag: headers.get('etag'), location: headers.get('location') },
});
const count = async () => (await api.sql<{ count: number }>('SELECT count(*) FROM listing'))[0]?.count;

async function create(): Promise<string> {
  return `/listings/${(await api.call('POST', '/listings', someListing())).body.id}`;
}

const early = '2020-05-01T00:00:00Z';
const writes: [what: string, write: (path: string) => [method: string, path: string, body: unknown]][] = [
  ['POST', () => ['POST', '/listings', someListing()]],
  ['PUT', (path) => ['PUT', path, someListing({ latest_price_eur: 5 })]],
  ['PATCH', (path) => ['PATCH', path, { latest_price_eur: 6 }]],
  ['DELETE', (path) => ['DELETE', path, undefined]],
  ['a correction', (path) => ['PUT', `${path}/prices/${early}`, { price_eur: 7, reason: 'seen' }]],
  ['a void', (path) => ['DELETE', `${path}/prices/${early}?reason=wrong`, undefined]],
];

for (const [what, write] of writes) {
  test(`${what}, sent three times under a key, is made once, and answered the same each time`, async () => {
    const path = await create();
    if (what === 'a void') await api.call('PUT', `${path}/prices/${early}`, { price_eur: 7 });
    const headers = under(newKey());
    const first = await api.call(...write(path), headers);
    assert.ok(first.status < 300, first.text);
    const changes = () => api.sql('SELECT listing_id, version FROM listing_change ORDER BY 1, 2');
    const state = async () => [await count(), (await api.call('GET', path)).text, await changes()];
    const before = await state();
    for (let n = 0; n < 2; n += 1) assert.deepEqual(whole(await api.call(...write(path), headers)), whole(first));
    assert.deepEqual(await state(), before);
  });

  test(`${what}, sent sixteen times at once under a key, is made once`, async () => {
    const path = await create();
    if (what === 'a void') await api.call('PUT', `${path}/prices/${early}`, { price_eur: 7 });
    const changes = async () => (await api.sql('SELECT FROM listing_change')).length;
    const before = await changes();
    const headers = under(newKey());
    const answers = await Promise.all(Array.from({ length: 16 }, () => api.call(...write(path), headers)));
    const [made, ...others] = [
      ...new Set(answers.filter(({ status }) => status < 300).map((one) => JSON.stringify(whole(one)))),
    ];
    assert.ok(made !== undefined && others.length === 0);
    for (const answer of answers.filter(({ status }) => status >= 300)) {
      assertProblem(answer, 'in-progress');
      assert.equal(answer.headers.get('retry-after'), '1');
    }
    assert.equal(await changes(), before + 1);
  });
}

test('a key without quotes is the same as in quotes, and escapes are read', async () => {
  const first = await api.call('POST', '/listings', someListing(), { 'idempotency-key': 'plain-1' });
  const second = await api.call('POST', '/listings', someListing(), { 'idempotency-key': '"plain-1"' });
  assert.deepEqual(whole(second), whole(first));
  const quoted = await api.call('POST', '/listings', someListing(), { 'idempotency-key': '"a\\"b\\\\c"' });
  assert.equal(quoted.status, 201);
  assert.equal((await api.sql('SELECT FROM idempotency_key WHERE key = $1', ['a"b\\c'])).length, 1);
});

for (const key of ['""', '"a', 'a"', 'x'.repeat(256), `"${'x'.repeat(256)}"`, 'é', '"a"b"', ' ']) {
  test(`the key ${key.slice(0, 10)} is refused`, async () => {
    const before = await count();
    const answer = await api.call('POST', '/listings', someListing(), { 'idempotency-key': key });
    assertProblem(answer, 'invalid', { parameters: ['Idempotency-Key'] });
    assert.equal(await count(), before);
  });
}

test('another request under the key of one before is refused: another body, path, method, or If-Match', async () => {
  const path = await create();
  const other = await create();
  const headers = under(newKey());
  assert.equal((await api.call('PATCH', path, { rooms_count: 7 }, headers)).status, 200);
  const refused = [
    await api.call('PATCH', path, { rooms_count: 8 }, headers),
    await api.call('PATCH', other, { rooms_count: 7 }, headers),
    await api.call('PUT', path, someListing(), headers),
    await api.call('PATCH', path, { rooms_count: 7 }, { ...headers, 'if-match': '"2"' }),
    await api.call('POST', '/listings', someListing(), headers),
  ];
  for (const answer of refused) assertProblem(answer, 'idempotency-key-reused');
  assert.equal((await api.call('GET', path)).headers.get('etag'), '"2"');
});

test('a write that was refused left nothing under its key: it may be sent again, mended', async () => {
  const path = await create();
  const headers = under(newKey());
  assertProblem(await api.call('PATCH', path, { rooms_count: 7 }, { ...headers, 'if-match': '"9"' }), 'stale');
  assert.equal((await api.call('PATCH', path, { rooms_count: 7 }, { ...headers, 'if-match': '"1"' })).status, 200);
  const reference = newKey();
  await api.call('POST', '/listings', someListing({ reference }));
  const again = under(newKey());
  assertProblem(await api.call('POST', '/listings', someListing({ reference }), again), 'conflict', {
    pointers: ['/reference'],
  });
  assert.equal((await api.call('POST', '/listings', someListing({ reference: newKey() }), again)).status, 201);
});

test('a write whose answer cannot be kept is not made', async () => {
  const path = await create();
  const headers = under(newKey());
  await api.sql('ALTER TABLE idempotency_key ADD CONSTRAINT full_up CHECK (false) NOT VALID');
  try {
    assert.equal((await api.call('PATCH', path, { rooms_count: 7 }, headers)).status, 500);
    assert.equal((await api.call('GET', path)).headers.get('etag'), '"1"');
  } finally {
    await api.sql('ALTER TABLE idempotency_key DROP CONSTRAINT full_up');
  }
  const answer = await api.call('PATCH', path, { rooms_count: 7 }, headers);
  assert.deepEqual([answer.status, answer.headers.get('etag')], [200, '"2"']);
});

test('while a write under a key is under way, a second one is told so at once', async () => {
  const path = await create();
  const locker = await api.connect();
  try {
    await locker.query('BEGIN; LOCK TABLE listing');
    const headers = under(newKey());
    const first = api.call('PATCH', path, { rooms_count: 7 }, headers);
    // Those of other tests are on the same server.
    const locked = `SELECT FROM pg_locks JOIN pg_database AS d ON d.oid = database
      WHERE datname = current_database() AND locktype = 'advisory' AND objsubid = 1 AND mode = 'ExclusiveLock'`;
    await until('the first has the key', async () => (await api.sql(locked)).length > 0);
    assertProblem(await api.call('PATCH', path, { rooms_count: 7 }, headers), 'in-progress');
    await locker.query('ROLLBACK');
    assert.equal((await first).status, 200);
    assert.deepEqual(whole(await api.call('PATCH', path, { rooms_count: 7 }, headers)), whole(await first));
  } finally {
    await locker.end();
  }
});

test('after 24 hours a key counts for nothing, and is removed', async () => {
  const headers = under(newKey());
  const first = await api.call('POST', '/listings', someListing(), headers);
  await api.sql("UPDATE idempotency_key SET answered_at = answered_at - interval '25 hours' WHERE key = $1", [
    `key ${keys}`,
  ]);
  const second = await api.call('POST', '/listings', someListing(), headers);
  assert.equal(second.status, 201);
  assert.notEqual(second.body.id, first.body.id);
  await api.sql("UPDATE idempotency_key SET answered_at = answered_at - interval '25 hours' WHERE key <> $1", [
    `key ${keys}`,
  ]);
  await forgetOldAnswers(api.db);
  assert.deepEqual(await api.sql('SELECT key FROM idempotency_key'), [{ key: `key ${keys}` }]);
});

test('H6: when the listing is deleted, nothing of it stays in the answers, and the key does not make another one', async () => {
  const headers = under(newKey());
  const body = someListing({ name: 'Secret garden' });
  const { id } = (await api.call('POST', '/listings', body, headers)).body;
  await api.call('DELETE', `/listings/${id}`);
  const before = await count();
  assertProblem(await api.call('POST', '/listings', body, headers), 'not-found');
  assert.equal(await count(), before);
  assert.deepEqual(await api.sql("SELECT FROM idempotency_key WHERE idempotency_key::text LIKE '%Secret garden%'"), []);
});

test('H6: nor does an answer stay that is kept only after the listing was deleted', async () => {
  const { id } = (await api.call('POST', '/listings', someListing({ name: 'Secret orchard' }))).body;
  const key = newKey();
  const locker = await api.connect();
  try {
    await locker.query('BEGIN');
    await locker.query(`INSERT INTO idempotency_key (key, fingerprint, status, headers) VALUES ($1, '', 200, '{}')`, [
      key,
    ]);
    const read = api.call('PATCH', `/listings/${id}`, {}, under(key));
    const waiting = "SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'";
    await until('the answer waits to be kept', async () => (await api.sql(waiting)).length === 1);
    const deletion = api.call('DELETE', `/listings/${id}`);
    await until('the deletion is made, or waits too', async () => {
      const there = await api.sql('SELECT FROM listing WHERE id = $1', [id]);
      return there.length === 0 || (await api.sql(waiting)).length === 2;
    });
    await locker.query('ROLLBACK');
    assert.deepEqual([(await read).status, (await deletion).status], [200, 204]);
  } finally {
    await locker.end();
  }
  assert.deepEqual(
    await api.sql("SELECT FROM idempotency_key WHERE idempotency_key::text LIKE '%Secret orchard%'"),
    [],
  );
});
