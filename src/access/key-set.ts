import { type CryptoKey, createLocalJWKSet, type JSONWebKeySet, type JWSHeaderParameters } from 'jose';

/** Finds the key that the header of a token names. @throws JOSEError where there is none that could have signed it */
export type KeySet = (header: JWSHeaderParameters) => Promise<CryptoKey>;

/**
 * The keys of a JSON Web Key Set (RFC 7517).
 * @param document whatever an issuer answered with
 * @throws JOSEError where it is none
 */
export function keySetOf(document: unknown): KeySet {
  return createLocalJWKSet(document as JSONWebKeySet); // which looks whether it is one
}
