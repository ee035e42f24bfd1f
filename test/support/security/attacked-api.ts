import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { createApiKey } from '../../../src/access/manage-keys.ts';
import { addressGuard } from '../../../src/deliveries/webhooks/address-guard.ts';
import { SecretBox } from '../../../src/deliveries/webhooks/secrets.ts';
import { someListing } from '../listings.ts';
import { type Answer, startTestApi, type TestApi } from '../test-api.ts';
import { TestIssuer, takerFrom } from '../test-issuer.ts';

type Name = 'reader' | 'writer' | 'stranger' | 'admin';

export type AttackedApi = TestApi & {
  issuer: TestIssuer;
  /** The header fields of who has a key; a stranger is another writer. */
  as: Readonly<Record<Name, { authorization: string }>>;
  /** Path of a listing that everybody may read. */
  listing: string;
  /** Fails where that listing is not what it was. */
  assertUntouched(): Promise<void>;
  registerWebhook(): Promise<Answer['body']>;
};

/** The service as it is on the internet: with keys, an issuer, and webhooks to the public alone. */
export async function startAttackedApi(): Promise<AttackedApi> {
  const issuer = await TestIssuer.start();
  const taken = takerFrom(issuer);
  const api = await startTestApi({
    guard: { issuer: taken, anonymous: 'reader', opensWithoutKeys: false },
    webhooks: { box: new SecretBox(randomBytes(32).toString('base64')), guard: addressGuard(false) },
  });
  const keyOf = async (name: Name) => {
    const role = name === 'stranger' ? 'writer' : name;
    return { authorization: `Bearer ${(await createApiKey(api.db, { role, name, expires: undefined })).text}` };
  };
  const as = {
    ...{ reader: await keyOf('reader'), writer: await keyOf('writer') },
    ...{ stranger: await keyOf('stranger'), admin: await keyOf('admin') },
  };
  const listing = `/listings/${(await api.call('POST', '/listings', someListing(), as.writer)).body.id}`;
  return {
    ...{ ...api, issuer, as, listing },
    assertUntouched: async () => {
      const { status, headers } = await api.call('GET', listing);
      assert.deepEqual([status, headers.get('etag')], [200, '"1"']);
    },
    registerWebhook: async () => {
      const { status, body, text } = await api.call('POST', '/webhooks', { url: 'https://1.1.1.1/hook' }, as.admin);
      assert.equal(status, 201, text);
      return body;
    },
    stop: async () => {
      await api.stop();
      await issuer.stop();
    },
  };
}
