import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { after, before, test } from 'node:test';
import { createApiKey, revokeApiKey } from '../../src/access/manage-keys.ts';
import type { Role } from '../../src/access/role.ts';
import { routeRoles, unguarded } from '../../src/access/route-roles.ts';
import { Database } from '../../src/db/database.ts';
import { runImport } from '../../src/exchange/jobs/run-import.ts';
import { someListing } from '../support/listings.ts';
import { type Operation, operationsOf } from '../support/operations.ts';
import { assertProblem } from '../support/problem.ts';
import { sendRaw } from '../support/raw-http.ts';
import { startTestApi, type TestApi } from '../support/test-api.ts';
import { TestIssuer, takerFrom, weakKeys } from '../support/test-issuer.ts';

let issuer: TestIssuer;
let api: TestApi;
/** Where who names nobody may not even read. */
let closed: TestApi;
let operations: Operation[];
const keys: Record<string, string> = {};
before(async () => {
  issuer = await TestIssuer.start();
  const taken = takerFrom(issuer);
  api = await startTestApi({ guard: { issuer: taken, anonymous: 'reader', opensWithoutKeys: false } });
  closed = await startTestApi({ guard: { issuer: taken, anonymous: undefined, opensWithoutKeys: false } });
  for (const role of ['reader', 'writer', 'admin'] as const) keys[role] = await keyFor(role, role);
  operations = await operationsOf(api);
});
after(async () => {
  await Promise.all([api?.stop(), closed?.stop()]);
  await issuer?.stop();
});

async function keyFor(role: Role, name: string, expires?: string): Promise<string> {
  return (await createApiKey(api.db, { role, name, expires })).text;
}

const bearer = (token: string | undefined) => ({ authorization: `Bearer ${token}` });
const base64 = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');

test('the table of roles has each operation of the document, and nothing else', () => {
  assert.deepEqual(operations.map(({ id }) => id).sort(), Object.keys(routeRoles).sort());
  assert.ok(operations.length > 30);
});

test('each operation takes the roles from its own on, and no lower one', async () => {
  for (const { id, method, path } of operations) {
    const needs = routeRoles[id];
    for (const [index, role] of (['reader', 'writer', 'admin'] as const).entries()) {
      const { status } = await api.call(method, path, undefined, bearer(keys[role]));
      const isEnough = needs === 'anyone' || index >= ['reader', 'writer', 'admin'].indexOf(needs ?? '');
      assert.equal(status === 403, !isEnough, `${role} ${method} ${path}: ${status}`);
    }
  }
});

test('who names nobody may read and no more, or nothing at all where the operator says so', async () => {
  for (const { id, method, path } of operations) {
    const isRead = ['anyone', 'reader'].includes(routeRoles[id] ?? '');
    assert.equal((await api.call(method, path)).status === 401, !isRead, `${method} ${path}`);
    const shut = await closed.call(method, path);
    assert.equal(shut.status === 401, routeRoles[id] !== 'anyone', `${method} ${path}`);
    if (shut.status !== 401) continue;
    assertProblem(shut, 'unauthenticated');
    assert.equal(shut.headers.get('www-authenticate'), 'Bearer realm="pricetrail"');
  }
});

/** What lets nobody in, whatever is asked for. */
async function badCredentials(): Promise<Record<string, string>> {
  const revoked = await keyFor('admin', 'revoked');
  await revokeApiKey(api.db, 'revoked');
  const expired = await keyFor('admin', 'expired', new Date(Date.now() + 50).toISOString());
  await new Promise((resolve) => setTimeout(resolve, 60));
  const claims = { roles: ['admin'] };
  const [, payload] = (await issuer.token(claims)).split('.');
  const secret = `${base64({ alg: 'HS256', kid: 'first' })}.${payload}`;
  const signature = createHmac('sha256', await issuer.publicText())
    .update(secret)
    .digest('base64url');
  return {
    ...{ empty: '', 'of another scheme': 'Basic YWRtaW46YWRtaW4=', 'a bare key': `${keys.admin}` },
    ...{ 'Bearer alone': 'Bearer', 'two keys': `Bearer ${keys.admin} ${keys.admin}` },
    'two keys with a comma': `Bearer ${keys.admin}, Bearer ${keys.admin}`,
    revoked: `Bearer ${revoked}`,
    expired: `Bearer ${expired}`,
    'an unknown key': `Bearer pt_000000000000_${'A'.repeat(43)}`,
    'a key with another secret': `Bearer ${keys.admin?.slice(0, 16)}_${'A'.repeat(43)}`,
    'alg none': `Bearer ${base64({ alg: 'none' })}.${payload}.`,
    'HS256 with the public key': `Bearer ${secret}.${signature}`,
    'a wrong issuer': `Bearer ${await issuer.token({ ...claims, iss: 'https://elsewhere.example' })}`,
    'a wrong audience': `Bearer ${await issuer.token({ ...claims, aud: 'elsewhere' })}`,
    'an expired token': `Bearer ${await issuer.token({ ...claims, exp: 1_000_000_000 })}`,
    'very long': `Bearer ${'A'.repeat(8_000)}`,
  };
}

test('no bad credential has anything but 401, whatever is asked for, public reads included', async () => {
  const bad = await badCredentials();
  for (const [what, authorization] of Object.entries(bad)) {
    for (const { id, method, path } of operations.filter((operation) => !unguarded.has(operation.id))) {
      const answer = await api.call(method, path, undefined, { authorization });
      assert.equal(answer.status, 401, `${what}: ${method} ${path} (${id})`);
      assert.match(answer.headers.get('www-authenticate') ?? '', /error="invalid_token"/);
    }
  }
});

test('whether the process answers is told whatever is brought, and no database asked', async () => {
  assert.deepEqual([...unguarded], ['livez']);
  const db = new Database({ url: 'postgres://x:y@127.0.0.1:1/z' });
  for (const opensWithoutKeys of [true, false]) {
    const away = await startTestApi({ db, guard: { anonymous: undefined, opensWithoutKeys } });
    const bad = await badCredentials();
    for (const authorization of [...Object.values(bad), `Bearer ${keys.admin}`])
      assert.equal((await away.call('GET', '/livez', undefined, { authorization })).status, 200, authorization);
    assert.equal((await away.call('GET', '/livez')).status, 200);
    await away.stop();
  }
  await db.close();
});

test('two header fields of Authorization are refused, in whatever order', async () => {
  const bad = `Bearer pt_000000000000_${'A'.repeat(43)}`;
  for (const [one, other] of [
    [`Bearer ${keys.admin}`, bad],
    [bad, `Bearer ${keys.admin}`],
  ]) {
    const answer = await sendRaw(
      api.base,
      `GET /listings HTTP/1.1\r\nHost: x\r\nAuthorization: ${one}\r\nAuthorization: ${other}\r\nConnection: close\r\n\r\n`,
    );
    assertProblem(answer, 'malformed');
  }
});

test('changes name who made them: the key, the subject, and of an import who sent it', async () => {
  const made = await api.call('POST', '/listings', someListing(), bearer(keys.writer));
  assert.equal(made.status, 201);
  const path = `/listings/${made.body.id}`;
  const token = bearer(await issuer.token({ sub: 'anna@example.org' }));
  await api.call('PATCH', path, { latest_price_eur: 7 }, token);
  await api.call('PATCH', path, { latest_price_eur: 8 }, { ...token, 'idempotency-key': '"k1"' });
  await api.call('PUT', path, someListing({ latest_price_eur: 9 }), bearer(keys.admin));
  await api.call('PUT', `${path}/prices/2020-01-01T00:00:00Z`, { price_eur: 3 }, token);
  const actors = async () =>
    (
      await api.sql<{ actor: string }>('SELECT actor FROM listing_change WHERE listing_id = $1 ORDER BY version', [
        made.body.id,
      ])
    ).map(({ actor }) => actor);
  const anna = 'anna@example.org';
  assert.deepEqual(await actors(), ['key:writer', anna, anna, 'key:admin', anna]);
  await api.call('DELETE', path, undefined, bearer(keys.admin));
  assert.equal((await actors()).at(-1), 'key:admin');
});

test('changes that are committed together each name their own', async () => {
  const ids = await Promise.all(
    Array.from(
      { length: 12 },
      async () => (await api.call('POST', '/listings', someListing(), bearer(keys.writer))).body.id,
    ),
  );
  const by = (n: number) => (n % 3 === 0 ? keys.admin : n % 3 === 1 ? keys.writer : undefined);
  await Promise.all(
    ids.map(async (id, n) => {
      const token = by(n) ?? (await issuer.token({ sub: `number ${n}` }));
      await api.call('PATCH', `/listings/${id}`, { latest_price_eur: 5 }, bearer(token));
    }),
  );
  for (const [n, id] of ids.entries()) {
    const [row] = await api.sql<{ actor: string }>(
      'SELECT actor FROM listing_change WHERE listing_id = $1 AND version = 2',
      [id],
    );
    assert.equal(row?.actor, n % 3 === 0 ? 'key:admin' : n % 3 === 1 ? 'key:writer' : `number ${n}`);
  }
});

test('what an import writes names who sent it', async () => {
  const line = { ...someListing({ reference: 'sent by anna' }), observed_at: '2024-01-01T00:00:00Z' };
  const headers = { 'content-type': 'application/x-ndjson', ...bearer(keys.writer) };
  const { body } = await api.call('POST', '/imports', JSON.stringify(line), headers);
  await runImport(api.db, body.id, new AbortController().signal);
  const rows = await api.sql<{ actor: string }>(
    "SELECT actor FROM listing_change JOIN listing ON id = listing_id WHERE reference = 'sent by anna'",
  );
  assert.deepEqual(rows, [{ actor: 'key:writer' }]);
});

test('nobody is given the answer to what somebody else wrote under the same Idempotency-Key', async () => {
  const key = { 'idempotency-key': '"shared"' };
  const first = await api.call('POST', '/listings', someListing(), { ...bearer(keys.writer), ...key });
  const second = await api.call('POST', '/listings', someListing(), { ...bearer(keys.admin), ...key });
  assert.deepEqual([first.status, second.status], [201, 201]);
  assert.notEqual(first.body.id, second.body.id);
  const again = await api.call('POST', '/listings', someListing(), { ...bearer(keys.writer), ...key });
  assert.equal(again.body.id, first.body.id);
});

test('where reads take a key no cache that several share may keep one', async () => {
  const { text } = await createApiKey(closed.db, { role: 'writer', name: 'cached', expires: undefined });
  const made = await closed.call('POST', '/listings', someListing(), bearer(text));
  const path = `/listings/${made.body.id}`;
  const cachingOf = async (query: string) =>
    (await closed.call('GET', `${path}${query}`, undefined, bearer(text))).headers.get('cache-control');
  assert.equal(await cachingOf(''), 'private, no-cache');
  const now = encodeURIComponent(new Date().toISOString());
  assert.equal(await cachingOf(`/prices?known_at=${now}`), 'private, max-age=86400, immutable');
});

test('what fails is stored by nobody, whatever is asked for and whoever asks', async () => {
  for (const { method, path } of operations) {
    const answers = [
      await closed.call(method, path),
      await api.call(method, path),
      await api.call(method, path, undefined, bearer('pt_none')),
      await api.call(method, path, undefined, bearer(keys.reader)),
      await api.call(method, path, undefined, bearer(keys.admin)),
      await api.call(method, `${path}?unknown=1`, undefined, bearer(keys.admin)),
    ];
    for (const { status, headers } of answers.filter(({ status }) => status >= 400))
      assert.equal(headers.get('cache-control'), 'no-store', `${method} ${path}: ${status}`);
  }
});

test('who may not read is told nothing by the page of a listing either, nor whether there is one', async () => {
  const page = { folder: import.meta.dirname, html: '<html><head><title>Pricetrail</title></head></html>' };
  const own = await startTestApi({ page, guard: { anonymous: undefined, opensWithoutKeys: false } });
  try {
    const [known] = await own.sql<{ id: number }>(
      `INSERT INTO listing (name, description, building_type, street_address, postal_code, city, country, surface_area_m2,
        rooms_count, bedrooms_count, price) VALUES ('Secret villa', '', 'HOUSE', '', '', '', 'FR', 1, 1, 1, 1) RETURNING id`,
    );
    const pages = [await own.call('GET', `/${known?.id}/prices`), await own.call('GET', '/999999/prices')];
    assert.deepEqual(
      pages.map(({ status, text }) => [status, text]),
      [
        [200, page.html],
        [200, page.html],
      ],
    );
  } finally {
    await own.stop();
  }
});

test('a token that names a weak key of the issuer is refused as others are, and the service has not failed', async () => {
  const { publicKey } = await weakKeys();
  const weak = await TestIssuer.start();
  weak.publishToo({ ...publicKey, kid: 'weak' });
  const taken = takerFrom(weak);
  const own = await startTestApi({ guard: { issuer: taken, anonymous: 'reader', opensWithoutKeys: false } });
  try {
    const answer = await own.call('GET', '/listings', undefined, bearer(await weak.token({}, { kid: 'weak' })));
    assertProblem(answer, 'unauthenticated');
    assert.equal(own.server.counters.failures, 0);
  } finally {
    await own.stop();
    await weak.stop();
  }
});

test('a token without a role counts as somebody who may do nothing', async () => {
  const answer = await api.call('GET', '/listings', undefined, bearer(await issuer.token({ roles: [] })));
  assertProblem(answer, 'forbidden');
});

test('where it is open, everybody may do everything until there is a key', async () => {
  const open = await startTestApi({ guard: { anonymous: 'reader', opensWithoutKeys: true } });
  try {
    assert.equal((await open.call('POST', '/listings', someListing())).status, 201);
    const { text } = await createApiKey(open.db, { role: 'writer', name: 'first', expires: undefined });
    assertProblem(await open.call('POST', '/listings', someListing()), 'unauthenticated');
    assert.equal((await open.call('POST', '/listings', someListing(), bearer(text))).status, 201);
    await revokeApiKey(open.db, 'first');
    assertProblem(await open.call('POST', '/listings', someListing()), 'unauthenticated');
  } finally {
    await open.stop();
  }
});
