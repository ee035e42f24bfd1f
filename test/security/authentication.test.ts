import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { assertProblem } from '../support/problem.ts';
import { type AttackedApi, startAttackedApi } from '../support/security/attacked-api.ts';
import { HostileServer } from '../support/security/hostile-server.ts';
import { audience } from '../support/test-issuer.ts';

// Item 2 of the OWASP API Security Top 10 of 2023: who asks.

let api: AttackedApi;
before(async () => {
  api = await startAttackedApi();
});
after(async () => await api.stop());

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
    assertProblem(
      await api.call('DELETE', api.listing, undefined, headers as Record<string, string>),
      'unauthenticated',
    );
  for (const name of ['access_token', 'api_key', 'key'])
    assertProblem(await api.call('DELETE', `${api.listing}?${name}=${key}`), 'unauthenticated');
  await api.assertUntouched();
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
      const answer = await api.call('DELETE', api.listing, undefined, { authorization: `Bearer ${token}` });
      assertProblem(answer, 'unauthenticated');
    }
    assert.deepEqual(thief.asked, []);
  } finally {
    await thief.close();
  }
  await api.assertUntouched();
});
