import { type CryptoKey, createLocalJWKSet, errors, type JSONWebKeySet, type JWSHeaderParameters } from 'jose';
import { isJsonObject } from './json-object.ts';

/**
 * Finds the keys that could have signed what has such a header: one, where it names it and no other has that name. The name is
 * optional (RFC 7515, 4.1.4).
 * @throws JOSEError where there is none
 */
export type KeySet = (header: JWSHeaderParameters) => Promise<readonly CryptoKey[]>;

/** RFC 7518, 3.3 and 3.5. */
const leastRsaBits = 2_048;

/**
 * The keys of a JSON Web Key Set (RFC 7517).
 * @param document whatever an issuer answered with
 * @throws JOSEError where it is none, or empty: nobody has withdrawn every key and goes on
 */
export function keySetOf(document: unknown): KeySet {
  if (isJsonObject(document) && Array.isArray(document.keys) && document.keys.length === 0)
    throw new errors.JWKSInvalid('there is no key');
  const find = createLocalJWKSet(document as JSONWebKeySet); // which looks whether it is one
  return async (header) => {
    const found = await find(header)
      .then((key) => [key], several)
      .catch(unusable);
    const strong = found.filter(isStrong);
    return strong.length > 0 ? strong : unusable();
  };
}

async function several(error: unknown): Promise<CryptoKey[]> {
  if (!(error instanceof errors.JWKSMultipleMatchingKeys)) throw error;
  const keys: CryptoKey[] = [];
  for await (const key of error) keys.push(key); // without those that cannot be read
  return keys;
}

function isStrong({ algorithm }: CryptoKey): boolean {
  return !('modulusLength' in algorithm) || Number(algorithm.modulusLength) >= leastRsaBits;
}

/** Nobody can have signed with it what counts; whoever names it has broken nothing here. */
function unusable(cause?: unknown): never {
  throw cause instanceof errors.JOSEError ? cause : new errors.JWKInvalid('the key is weak or broken', { cause });
}
