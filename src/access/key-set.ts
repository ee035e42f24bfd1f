import { type CryptoKey, createLocalJWKSet, errors, type JSONWebKeySet, type JWSHeaderParameters } from 'jose';

/** Finds the key that the header of a token names. @throws JOSEError where there is none that could have signed it */
export type KeySet = (header: JWSHeaderParameters) => Promise<CryptoKey>;

/** RFC 7518, 3.3 and 3.5. */
const leastRsaBits = 2_048;

/**
 * The keys of a JSON Web Key Set (RFC 7517).
 * @param document whatever an issuer answered with
 * @throws JOSEError where it is none
 */
export function keySetOf(document: unknown): KeySet {
  const find = createLocalJWKSet(document as JSONWebKeySet); // which looks whether it is one
  return async (header) => {
    const key = await find(header).catch(unusable);
    const { algorithm } = key;
    if ('modulusLength' in algorithm && Number(algorithm.modulusLength) < leastRsaBits) return unusable();
    return key;
  };
}

/** Nobody can have signed with it what counts; whoever names it has broken nothing here. */
function unusable(cause?: unknown): never {
  throw cause instanceof errors.JOSEError ? cause : new errors.JWKInvalid('the key is weak or broken', { cause });
}
