import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { RateLimit } from '../../src/access/rate-limit.ts';
import { addListings } from '../support/listing-rows.ts';
import { someListing } from '../support/listings.ts';
import { operationsOf } from '../support/operations.ts';
import { assertProblem } from '../support/problem.ts';
import { openSocket, sendRaw } from '../support/raw-http.ts';
import { type AttackedApi, startAttackedApi } from '../support/security/attacked-api.ts';
import {
  forgottenPaths,
  hostsInside,
  overridingHeaders,
  pathsToWebhooks,
  urlsOfOtherSchemes,
} from '../support/security/attacks.ts';
import { HostileServer } from '../support/security/hostile-server.ts';
import { pathsOf } from '../support/security/routes-of.ts';
import { type Answer, startTestApi } from '../support/test-api.ts';
import { audience } from '../support/test-issuer.ts';

// A walk through the OWASP API Security Top 10 of 2023, with real requests. What is attacked elsewhere already is not attacked
// again: docs/security.md names, item by item, these tests and those.

let api: AttackedApi;
/** Of a listing that everybody may read. */
let path: string;
before(async () => {
  api = await startAttackedApi();
  path = `/listings/${(await api.call('POST', '/listings', someListing(), api.as.writer)).body.id}`;
});
after(async () => await api.stop());

/** A listing that is what it was. */
async function assertUntouched(): Promise<void> {
  const { status, headers } = await api.call('GET', path);
  assert.deepEqual([status, headers.get('etag')], [200, '"1"']);
}

async function registerWebhook(url = 'https://1.1.1.1/hook'): Promise<Answer['body']> {
  const { status, body, text } = await api.call('POST', '/webhooks', { url }, api.as.admin);
  assert.equal(status, 201, text);
  return body;
}

test('API1:2023 an import under the Idempotency-Key of somebody else is another import', async () => {
  const line = JSON.stringify({ ...someListing({ reference: 'api1' }), observed_at: '2024-01-01T00:00:00Z' });
  const headers = { 'content-type': 'application/x-ndjson', 'idempotency-key': '"guessed"' };
  const mine = await api.call('POST', '/imports', line, { ...headers, ...api.as.writer });
  const theirs = await api.call('POST', '/imports', line, { ...headers, ...api.as.stranger });
  assert.deepEqual([mine.status, theirs.status], [202, 202]);
  assert.notEqual(mine.body.id, theirs.body.id);
});

test('API1:2023 a delivery is reached through its own webhook alone', async () => {
  const [one, other] = [await registerWebhook(), await registerWebhook()];
  const { body: delivery } = await api.call('POST', `/webhooks/${one.id}/test`, undefined, api.as.admin);
  const replay = async (id: number) =>
    await api.call('POST', `/webhooks/${id}/deliveries/${delivery.id}/replay`, undefined, api.as.admin);
  assertProblem(await replay(other.id), 'not-found');
  assert.deepEqual((await api.call('GET', `/webhooks/${other.id}/deliveries`, undefined, api.as.admin)).body, []);
});

test('API1:2023 where reads take a key, who has none cannot tell a listing that is there from one that is not', async () => {
  const closed = await startTestApi({ guard: { anonymous: undefined, opensWithoutKeys: false } });
  try {
    await addListings(closed, 1);
    const [{ id } = { id: 0 }] = await closed.sql<{ id: number }>('SELECT id FROM listing');
    for (const suffix of ['', '/prices', '/corrections', '/chart.svg', '/badge.svg', '/market']) {
      const [there, not] = [
        await closed.call('GET', `/listings/${id}${suffix}`),
        await closed.call('GET', `/listings/99${suffix}`),
      ];
      assert.deepEqual([there.status, there.text], [401, not.text], suffix);
    }
  } finally {
    await closed.stop();
  }
});

test('API2:2023 a key that nobody has and one whose secret was guessed are told the same', async () => {
  const known = api.as.writer.authorization.slice(0, -43);
  const guesses = [`${known}${'A'.repeat(43)}`, `Bearer pt_000000000000_${'A'.repeat(43)}`];
  const answers = await Promise.all(
    guesses.map((authorization) => api.call('GET', '/listings', undefined, { authorization })),
  );
  for (const answer of answers) assertProblem(answer, 'unauthenticated');
  assert.equal(answers[0]?.text, answers[1]?.text);
});

test('API2:2023 a credential counts in the Authorization header alone', async () => {
  const key = api.as.admin.authorization.slice('Bearer '.length);
  for (const headers of [{ cookie: `token=${key}` }, { 'x-api-key': key }, { 'proxy-authorization': `Bearer ${key}` }])
    assertProblem(await api.call('DELETE', path, undefined, headers as Record<string, string>), 'unauthenticated');
  for (const name of ['access_token', 'api_key', 'key'])
    assertProblem(await api.call('DELETE', `${path}?${name}=${key}`), 'unauthenticated');
  await assertUntouched();
});

test('API2:2023 a token is checked with the keys of the issuer, whatever key it brings, names, or says to fetch', async () => {
  const thief = await HostileServer.open();
  const { privateKey, publicKey } = await generateKeyPair('RS256', { extractable: true });
  const jwk = await exportJWK(publicKey);
  thief.answers = { '/keys': (response) => response.end(JSON.stringify({ keys: [{ ...jwk, kid: 'first' }] })) };
  const claims = { iss: api.issuer.url, aud: audience, sub: 'mallory', roles: ['admin'] };
  const headers: Record<string, unknown>[] = [
    ...[{ kid: 'first' }, { kid: 'first', jwk }, { jwk }, { jku: `${thief.url}/keys`, kid: 'first' }],
    ...[{ x5u: `${thief.url}/keys`, kid: 'first' }, { kid: '../../dev/null' }, { kid: "' OR 1=1 --" }, { kid: '' }],
    ...[
      { kid: 'first', crit: ['exp'], exp: 1 },
      { kid: 'first', typ: 'at+jwt', cty: 'JWT' },
      { kid: 'x'.repeat(4_000) },
    ],
  ];
  try {
    for (const header of headers) {
      const unsigned = new SignJWT(claims).setIssuedAt().setExpirationTime('5m');
      const token = await unsigned
        .setProtectedHeader({ alg: 'RS256', ...header })
        .sign(privateKey, { crit: { exp: true } });
      const answer = await api.call('DELETE', path, undefined, { authorization: `Bearer ${token}` });
      assertProblem(answer, 'unauthenticated');
    }
    assert.deepEqual(thief.asked, []);
  } finally {
    await thief.close();
  }
  await assertUntouched();
});

/** What nobody but the service states. */
const ofTheService = [
  'id',
  'version',
  'created_date',
  'updated_date',
  'recorded_at',
  'actor',
  'role',
  'secret',
  'status_reason',
];

test('API3:2023 no write takes a member that it does not name, of whatever it is', async () => {
  const { id } = await registerWebhook();
  const writes: [string, string, Record<string, unknown>][] = [
    ['POST', '/listings', { ...someListing() }],
    ['PUT', path, { ...someListing() }],
    ['PATCH', path, {}],
    ['PUT', `${path}/prices/2020-01-01T00:00:00Z`, { price_eur: 1 }],
    ['POST', '/webhooks', { url: 'https://1.1.1.1/' }],
    ['PATCH', `/webhooks/${id}`, {}],
    ['POST', `/webhooks/${id}/replay`, { after: 'now' }],
  ];
  for (const [method, where, body] of writes) {
    for (const member of ofTheService) {
      const answer = await api.call(method, where, { ...body, [member]: 1 }, api.as.admin);
      assertProblem(answer, 'invalid', { pointers: [`/${member}`] });
    }
  }
  await assertUntouched();
});

test('API3:2023 no operation takes a parameter that it does not name', async () => {
  for (const { method, path: where } of await operationsOf(api)) {
    if (/^\/(livez|readyz)/.test(where)) continue;
    const answer = await api.call(
      method,
      `${where}?actor=x&role=admin`,
      method === 'GET' ? undefined : {},
      api.as.admin,
    );
    assert.ok([415, 422].includes(answer.status), `${method} ${where}: ${answer.status}`);
  }
});

test('API3:2023 an answer has the members that are described, and no secret once it was told', async () => {
  const { id, secret } = await registerWebhook();
  await api.call('POST', `/webhooks/${id}/test`, undefined, api.as.admin);
  const { components } = (await api.call('GET', '/openapi.json')).body;
  const shown: [string, string][] = [
    ['Listing', path],
    ['Webhook', `/webhooks/${id}`],
    ['Webhook', '/webhooks'],
    ['Delivery', `/webhooks/${id}/deliveries`],
  ];
  for (const [schema, where] of shown) {
    const { body, text } = await api.call('GET', where, undefined, api.as.admin);
    for (const object of [body].flat())
      for (const member of Object.keys(object))
        assert.ok(member in components.schemas[schema].properties, `${schema}.${member}`);
    assert.ok(!text.includes(secret), where);
    assert.doesNotMatch(text, /whsec_|pt_[0-9a-f]{12}_/, where);
  }
});

test('API5:2023 no other way to write its path leads past the role of an operation', async () => {
  for (const where of pathsToWebhooks) {
    for (const headers of ['', `Authorization: ${api.as.writer.authorization}\r\n`]) {
      const answer = await sendRaw(api.base, `GET ${where} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n${headers}\r\n`);
      assert.ok([400, 401, 403, 404].includes(answer.status), `${where}: ${answer.status}`);
    }
  }
});

test('API5:2023 no header changes what a request is, or who makes it', async () => {
  for (const [name, value] of Object.entries(overridingHeaders)) {
    const headers = { [name]: value, ...api.as.reader };
    assert.equal((await api.call('GET', path, undefined, headers)).status, 200, name);
    assertProblem(await api.call('DELETE', path, undefined, headers), 'forbidden');
    assertProblem(await api.call('GET', '/webhooks', undefined, headers), 'forbidden');
  }
  await assertUntouched();
});

test('API6:2023 who does one thing again and again is stopped, whatever it is and by whatever address', async () => {
  const rateLimit = new RateLimit({ requests: 3, seconds: 600 });
  const limited = await startTestApi({ rateLimit });
  try {
    const flows: [string, string, unknown?][] = [
      ['POST', '/listings', someListing()],
      ['GET', '/exports/listings'],
      ['GET', '/changes'],
      ['HEAD', '/listings'],
      ['POST', '/imports', '{}'],
      ['GET', '/listings/1'],
    ];
    const statuses: number[] = [];
    for (const [n, [method, where, body]] of flows.entries())
      statuses.push((await limited.call(method, where, body, { 'x-forwarded-for': `192.0.2.${n}` })).status);
    assert.deepEqual(statuses, [201, 200, 200, 429, 429, 429]);
    assert.equal((await limited.sql('SELECT FROM listing')).length, 1);
  } finally {
    await limited.stop();
  }
});

test('API7:2023 a webhook leads to no address inside, however it is written, and nothing is asked there', async () => {
  const inside = await HostileServer.open();
  const { port } = new URL(inside.url);
  const { id } = await registerWebhook();
  try {
    for (const host of hostsInside) {
      const url = `https://${host}:${port}/hook`;
      for (const [method, where] of [
        ['POST', '/webhooks'],
        ['PATCH', `/webhooks/${id}`],
      ] as const) {
        const answer = await api.call(method, where, { url }, api.as.admin);
        assertProblem(answer, 'invalid', { pointers: ['/url'] });
      }
    }
    for (const url of [...urlsOfOtherSchemes, inside.url, `https://1.1.1.1@127.0.0.1:${port}/`])
      assertProblem(await api.call('POST', '/webhooks', { url }, api.as.admin), 'invalid', { pointers: ['/url'] });
    assert.equal(inside.connections, 0);
  } finally {
    await inside.close();
  }
});

test('API8:2023 TRACE gives nothing back, and CONNECT leads nowhere', async () => {
  const secret = `Authorization: ${api.as.admin.authorization}`;
  const traced = await sendRaw(
    api.base,
    `TRACE /listings HTTP/1.1\r\nHost: x\r\nConnection: close\r\n${secret}\r\n\r\n`,
  );
  assertProblem(traced, 'method-not-allowed');
  assert.doesNotMatch(traced.text, /pt_/);
  const socket = await openSocket(api.base);
  socket.write('CONNECT 127.0.0.1:22 HTTP/1.1\r\nHost: x\r\n\r\n');
  const chunks: Buffer[] = [];
  for await (const chunk of socket) chunks.push(chunk as Buffer);
  assert.doesNotMatch(Buffer.concat(chunks).toString(), /^HTTP\/1\.1 2/);
});

test('API8:2023 a name that a client makes up stands in no address that the service gives out', async () => {
  const listing = JSON.stringify(someListing());
  const head = `Host: evil.example\r\nX-Forwarded-Host: evil.example\r\nConnection: close\r\nAuthorization: ${api.as.writer.authorization}\r\n`;
  const made = await sendRaw(
    api.base,
    `POST /listings HTTP/1.1\r\n${head}Content-Type: application/json\r\nContent-Length: ${Buffer.byteLength(listing)}\r\n\r\n${listing}`,
  );
  assert.match(made.headers.get('location') ?? '', /^\/listings\/\d+$/);
  for (const where of ['/listings?limit=1', '/changes?limit=1', '/', '/openapi.json', '/docs', '/problems']) {
    const { headers, text } = await sendRaw(api.base, `GET ${where} HTTP/1.1\r\n${head}\r\n`);
    assert.ok(![...headers.values(), text].some((said) => said.includes('evil')), where);
  }
});

test('API8:2023 what cannot be is answered in words of the service, without anything of what it is made of', async () => {
  const attempts: [string, string, unknown?, Record<string, string>?][] = [
    ['GET', `/listings?city=${encodeURIComponent("' OR 1=1; DROP TABLE listing --")}`],
    ['GET', '/listings?after=AAAA'],
    ['GET', `/listings/1'--`],
    ['GET', '/changes?after=x'],
    ['GET', `${path}?as_of=9999-99-99T00:00:00Z`],
    ['POST', '/listings', '{"name": "\\u0000"}', api.as.writer],
    ['POST', '/listings', '{', api.as.writer],
    ['GET', '/webhooks/999999999999999999', undefined, api.as.admin],
    ['GET', '/imports/1%00', undefined, api.as.writer],
    ['GET', '/$%7Bjndi:ldap://127.0.0.1/a%7D'],
    ['GET', '/<script>alert(1)</script>'],
  ];
  for (const [method, where, body, headers] of attempts) {
    const { status, text } = await api.call(method, where, body, headers);
    assert.ok(status < 500, `${where}: ${status}`);
    assert.doesNotMatch(
      text,
      /node_modules|\.ts:\d|SELECT|relation|postgres|fastify|typebox|at Object|SQLSTATE/i,
      where,
    );
  }
  await assertUntouched();
});

/** Pages, and what tells of the API itself. */
const undescribed =
  /^\/($|docs|openapi\.json$|problems|\*$|theme\.js$|favicon\.svg$|assets\/|new$|drops$|market$|:listingId)/;

test('API9:2023 each path is described, or is a page; each method of it is described, too', async () => {
  const { paths } = (await api.call('GET', '/openapi.json')).body as { paths: Record<string, object> };
  const described = Object.keys(paths).map((each) => each.replaceAll(/\{(\w+)\}/g, ':$1'));
  for (const each of pathsOf(api.server.app)) {
    const isBranch = described.some((known) => known.startsWith(`${each}/`));
    assert.ok(described.includes(each) || isBranch || undescribed.test(each), each);
  }
  for (const [each, methods] of Object.entries(paths)) {
    const where = each.replace('{effective_at}', '2020-01-01T00:00:00Z').replaceAll(/\{\w+\}/g, '1');
    const allowed = (await api.call('OPTIONS', where)).headers.get('allow')?.split(', ') ?? [];
    const expected = new Set([...Object.keys(methods).map((method) => method.toUpperCase()), 'OPTIONS']);
    if (expected.has('GET')) expected.add('HEAD');
    assert.deepEqual(new Set(allowed), expected, each);
  }
});

test('API9:2023 nothing lies about: no sources, no settings, no older version, no page for those who look after it', async () => {
  for (const where of forgottenPaths) {
    for (const headers of [api.as.admin, { accept: 'text/html' }] as Record<string, string>[]) {
      const answer = await sendRaw(
        api.base,
        `GET ${where} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n${Object.entries(headers)
          .map(([name, value]) => `${name}: ${value}\r\n`)
          .join('')}\r\n`,
      );
      assert.ok([403, 404].includes(answer.status), `${where}: ${answer.status}`);
    }
  }
});
