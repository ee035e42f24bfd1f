import { type AskingIssuer, askIssuer } from './ask-issuer.ts';
import { isJsonObject } from './json-object.ts';

/**
 * Where the keys of an issuer are (OpenID Connect Discovery 1.0, 4).
 * @throws where its discovery document cannot be had, is of another issuer, or names no address that is as safe as its own
 */
export async function discoverKeys(issuer: string, asking: AskingIssuer): Promise<string> {
  const address = `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`;
  const document = await askIssuer(address, asking);
  const { issuer: named, jwks_uri: keys } = isJsonObject(document) ? document : {};
  if (named !== issuer) throw new Error(`${address} is of the issuer ${JSON.stringify(named)}, not of ${issuer}`);
  if (typeof keys !== 'string' || !isAsSafe(keys, issuer))
    throw new Error(`${address} names no jwks_uri that is as safe`);
  return keys;
}

/** Who could change the keys on their way could make tokens: they come by TLS, or from where the issuer itself is. */
function isAsSafe(address: string, issuer: string): boolean {
  if (!URL.canParse(address)) return false;
  const { protocol, origin } = new URL(address);
  return protocol === 'https:' || origin === new URL(issuer).origin;
}
