import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { someListing } from '../support/listings.ts';
import { assertProblem } from '../support/problem.ts';
import { openSocket, sendRaw } from '../support/raw-http.ts';
import { type AttackedApi, startAttackedApi } from '../support/security/attacked-api.ts';
import { forgottenPaths } from '../support/security/attacks.ts';
import { pathsOf } from '../support/security/routes-of.ts';

// Items 8 and 9 of the OWASP API Security Top 10 of 2023: what is open, and what lies about.

let api: AttackedApi;
before(async () => {
  api = await startAttackedApi();
});
after(async () => await api.stop());

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
    ['GET', `${api.listing}?as_of=9999-99-99T00:00:00Z`],
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
  await api.assertUntouched();
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
