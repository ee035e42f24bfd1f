import { randomBytes } from 'node:crypto';
import { Issuer } from '../../../src/access/issuer.ts';
import { createApiKey } from '../../../src/access/manage-keys.ts';
import { addressGuard } from '../../../src/deliveries/webhooks/address-guard.ts';
import { SecretBox } from '../../../src/deliveries/webhooks/secrets.ts';
import { startTestApi, type TestApi } from '../test-api.ts';
import { audience, TestIssuer } from '../test-issuer.ts';

type Name = 'reader' | 'writer' | 'stranger' | 'admin';

export type AttackedApi = TestApi & {
  issuer: TestIssuer;
  /** The header fields of who has a key; a stranger is another writer. */
  as: Readonly<Record<Name, { authorization: string }>>;
};

/** The service as it is on the internet: with keys, an issuer, and webhooks to the public alone. */
export async function startAttackedApi(): Promise<AttackedApi> {
  const issuer = await TestIssuer.start();
  const taken = new Issuer({ issuer: issuer.url, audience, rolesClaim: 'roles' });
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
  return {
    ...{ ...api, issuer, as },
    stop: async () => {
      await api.stop();
      await issuer.stop();
    },
  };
}
