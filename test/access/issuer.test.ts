import assert from 'node:assert/strict';
import { createHmac, generateKeyPairSync } from 'node:crypto';
import { after, before, test } from 'node:test';
import { exportJWK, generateKeyPair } from 'jose';
import { Issuer } from '../../src/access/issuer.ts';
import { audience, TestIssuer } from '../support/test-issuer.ts';

let issuer: TestIssuer;
let taker: Issuer;
before(async () => {
  issuer = await TestIssuer.start();
  taker = new Issuer({ issuer: issuer.url, audience, rolesClaim: 'roles' });
});
after(async () => await issuer.stop());

const now = () => Math.floor(Date.now() / 1_000);
const base64 = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');

test('a token of the issuer says who asks, and as what', async () => {
  assert.deepEqual(await taker.callerOf(await issuer.token()), { role: 'writer', actor: 'anna' });
  assert.deepEqual(await taker.callerOf(await issuer.token({ roles: 'admin' })), { role: 'admin', actor: 'anna' });
});

test('of several roles the highest counts, of unknown ones none', async () => {
  const roleOf = async (roles: unknown) => (await taker.callerOf(await issuer.token({ roles })))?.role;
  assert.equal(await roleOf(['reader', 'admin', 'writer', 'king']), 'admin');
  assert.equal(await roleOf(['king']), undefined);
  assert.equal(await roleOf({ admin: true }), undefined);
  assert.equal(await roleOf(undefined), undefined);
});

test('roles are found in an object, too', async () => {
  const nested = new Issuer({ issuer: issuer.url, audience, rolesClaim: 'realm_access.roles' });
  const token = await issuer.token({ realm_access: { roles: ['reader'] } });
  assert.equal((await nested.callerOf(token))?.role, 'reader');
});

const refused: [string, () => Promise<string>][] = [
  ['expired', () => issuer.token({ exp: now() - 60 })],
  ['not yet', () => issuer.token({ nbf: now() + 60 })],
  ['without an end', () => issuer.token({ exp: undefined })],
  ['of nobody', () => issuer.token({ sub: undefined })],
  ['of somebody whose name cannot be read', () => issuer.token({ sub: 'a\nb' })],
  ['of somebody named as a key is', () => issuer.token({ sub: 'key:admin' })],
  ['of another issuer', () => issuer.token({ iss: 'https://elsewhere.example' })],
  ['for another audience', () => issuer.token({ aud: 'something-else' })],
  ['without an audience', () => issuer.token({ aud: undefined })],
  ['signed by another key', async () => issuer.token({}, { key: (await generateKeyPair('RS256')).privateKey })],
  [
    'with alg none',
    async () => {
      const [, payload] = (await issuer.token()).split('.');
      return `${base64({ alg: 'none' })}.${payload}.`;
    },
  ],
  [
    'signed with the public key as a secret',
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
    async () => {
      const [head, payload = '', signature] = (await issuer.token()).split('.');
      const claims = JSON.parse(Buffer.from(payload, 'base64url').toString());
      return `${head}.${base64({ ...claims, roles: ['admin'] })}.${signature}`;
    },
  ],
  ['that is none', async () => 'abc'],
  ['of three empty parts', async () => '..'],
];
for (const [what, make] of refused) {
  test(`a token ${what} is refused`, async () => {
    assert.equal(await taker.callerOf(await make()), undefined);
  });
}

test('a key of the issuer that is too weak, or broken, lets nobody in, and is no failure', async () => {
  const own = await TestIssuer.start();
  try {
    const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 1_024 });
    own.publishToo({ ...(await exportJWK(publicKey)), kid: 'weak' });
    own.publishToo({ kty: 'RSA', n: 'AQ', kid: 'broken' });
    own.publishToo({ ...(await exportJWK(privateKey)), kid: 'private' });
    const careful = new Issuer({ issuer: own.url, audience, rolesClaim: 'roles' });
    for (const kid of ['weak', 'broken', 'private'])
      assert.equal(await careful.callerOf(await own.token({}, { kid })), undefined, kid);
    assert.equal((await careful.callerOf(await own.token()))?.actor, 'anna');
  } finally {
    await own.stop();
  }
});

test('a discovery document of another issuer is not taken', async () => {
  const wrong = new Issuer({ issuer: `${issuer.url}/`, audience, rolesClaim: 'roles' });
  await assert.rejects(wrong.callerOf(await issuer.token()), { code: 'unavailable' });
});
