import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { after, before, test } from 'node:test';
import { generateKeyPair } from 'jose';
import type { Issuer } from '../../src/access/issuer.ts';
import { TestIssuer, takerFrom, weakKeys } from '../support/test-issuer.ts';

let issuer: TestIssuer;
let taker: Issuer;
before(async () => {
  issuer = await TestIssuer.start();
  taker = takerFrom(issuer);
});
after(async () => await issuer.stop());

const now = () => Math.floor(Date.now() / 1_000);
const base64 = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');

test('a token of the issuer says who asks, as what, and until when it is taken', async () => {
  const exp = now() + 60;
  const anna = { actor: 'anna', expiresAt: (exp + 5) * 1_000 };
  assert.deepEqual(await taker.callerOf(await issuer.token({ exp })), { role: 'writer', ...anna });
  assert.deepEqual(await taker.callerOf(await issuer.token({ exp, roles: 'admin' })), { role: 'admin', ...anna });
});

test('of several roles the highest counts, of unknown ones none', async () => {
  const roleOf = async (roles: unknown) => (await taker.callerOf(await issuer.token({ roles }))).role;
  assert.equal(await roleOf(['reader', 'admin', 'writer', 'king']), 'admin');
  assert.equal(await roleOf(['king']), undefined);
  assert.equal(await roleOf({ admin: true }), undefined);
  assert.equal(await roleOf(undefined), undefined);
});

test('roles are found in an object, too', async () => {
  const nested = takerFrom(issuer, { rolesClaim: 'realm_access.roles' });
  const token = await issuer.token({ realm_access: { roles: ['reader'] } });
  assert.equal((await nested.callerOf(token)).role, 'reader');
});

/** Of each kind what the operator is told. */
const refused: [string, RegExp, () => Promise<string>][] = [
  ['expired', /the claim exp is wrong: .* an instant to come/, () => issuer.token({ exp: now() - 60 })],
  ['not yet', /the claim nbf .* no instant to come/, () => issuer.token({ nbf: now() + 60 })],
  ['without an end', /the claim exp /, () => issuer.token({ exp: undefined })],
  ['of nobody', /the claim sub /, () => issuer.token({ sub: undefined })],
  ['of somebody whose name cannot be read', /the claim sub .* that can be read/, () => issuer.token({ sub: 'a\nb' })],
  [
    'of somebody whose name is too long',
    /the claim sub .* 1 to 200 characters/,
    () => issuer.token({ sub: 'a'.repeat(201) }),
  ],
  ['with a number as its name', /the claim sub .* a text/, () => issuer.token({ sub: 7 })],
  ['with a text as its end', /the claim exp .* in seconds/, () => issuer.token({ exp: 'tomorrow' })],
  ['of a key that the issuer does not have', /no key of its kid/, () => issuer.token({}, { kid: 'made up' })],
  [
    'of somebody named as a key is',
    /the claim sub .* does not begin with key:/,
    () => issuer.token({ sub: 'key:admin' }),
  ],
  [
    'of another issuer',
    /the claim iss .* AUTH_ISSUER, http:/,
    () => issuer.token({ iss: 'https://elsewhere.example' }),
  ],
  [
    'for another audience',
    /the claim aud .* AUTH_AUDIENCE, pricetrail,/,
    () => issuer.token({ aud: 'something-else' }),
  ],
  ['without an audience', /the claim aud /, () => issuer.token({ aud: undefined })],
  [
    'signed by another key',
    /signature/,
    async () => issuer.token({}, { key: (await generateKeyPair('RS256')).privateKey }),
  ],
  [
    'with alg none',
    /alg is another one: expected is one of RS256, /,
    async () => {
      const [, payload] = (await issuer.token()).split('.');
      return `${base64({ alg: 'none' })}.${payload}.`;
    },
  ],
  [
    'signed with the public key as a secret',
    /alg is another one/,
    async () => {
      const [, payload] = (await issuer.token()).split('.');
      const signed = `${base64({ alg: 'HS256', kid: 'first' })}.${payload}`;
      return `${signed}.${createHmac('sha256', await issuer.publicText())
        .update(signed)
        .digest('base64url')}`;
    },
  ],
  [
    'that was changed',
    /signature/,
    async () => {
      const [head, payload = '', signature] = (await issuer.token()).split('.');
      const claims = JSON.parse(Buffer.from(payload, 'base64url').toString());
      return `${head}.${base64({ ...claims, roles: ['admin'] })}.${signature}`;
    },
  ],
  ['that is none', /no JSON Web Token/, async () => 'abc'],
  ['of three empty parts', /no JSON Web Token/, async () => '..'],
];
for (const [what, cause, make] of refused) {
  test(`a token ${what} is refused, and the operator can be told why`, async () => {
    await assert.rejects(taker.callerOf(await make()), { code: 'unauthenticated', cause });
  });
}

test('a name of 200 characters is taken', async () => {
  const sub = 'a'.repeat(200);
  assert.equal((await taker.callerOf(await issuer.token({ sub }))).actor, sub);
});

test('a key of the issuer that is too weak, or broken, lets nobody in, and is no failure', async () => {
  const own = await TestIssuer.start();
  try {
    const { publicKey, privateKey } = await weakKeys();
    own.publishToo({ ...publicKey, kid: 'weak' });
    own.publishToo({ kty: 'RSA', n: 'AQ', kid: 'broken' });
    own.publishToo({ ...privateKey, kid: 'private' });
    const careful = takerFrom(own);
    for (const kid of ['weak', 'broken', 'private'])
      await assert.rejects(careful.callerOf(await own.token({}, { kid })), {
        code: 'unauthenticated',
        cause: /weak or broken/,
      });
    assert.equal((await careful.callerOf(await own.token())).actor, 'anna');
  } finally {
    await own.stop();
  }
});

test('a discovery document of another issuer is not taken', async () => {
  const wrong = takerFrom({ url: `${issuer.url}/` });
  await assert.rejects(wrong.callerOf(await issuer.token()), { code: 'unavailable' });
});
