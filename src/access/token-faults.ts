import { errors } from 'jose';

/** What tokens are checked for. */
export type Expected = { issuer: string; audience: string; algorithms: readonly string[]; mostSubject: number };

type ClaimFault = { claim: string; reason: string };

/**
 * Why a token does not count, for the operator: what failed and what was expected, and nothing of the token, which somebody may have
 * made to be read in a log.
 */
export function faultOf(error: errors.JOSEError, expected: Expected): string {
  if (error instanceof errors.JWTClaimValidationFailed || error instanceof errors.JWTExpired) {
    return faultOfClaim(error, expected);
  }
  return faultsOfForm(expected)[error.code] ?? 'it is no JSON Web Token that can be read';
}

/** @param fault its claim, and whether that is `missing`; else it is of another type, or says something else */
export function faultOfClaim({ claim, reason }: ClaimFault, { issuer, audience, mostSubject }: Expected): string {
  const wanted: Record<string, string> = {
    iss: `AUTH_ISSUER, ${issuer}`,
    aud: `AUTH_AUDIENCE, ${audience}, alone or in a list`,
    exp: 'an instant to come, in seconds',
    nbf: 'no instant to come, in seconds',
    iat: 'an instant, in seconds',
    sub: `a text of 1 to ${mostSubject} characters that can be read, and does not begin with key:`,
  };
  const how = reason === 'missing' ? 'is missing' : 'is wrong';
  return `the claim ${claim} ${how}: expected is ${wanted[claim] ?? 'another one'}`;
}

function faultsOfForm({ algorithms }: Expected): Record<string, string> {
  return {
    [errors.JOSEAlgNotAllowed.code]: `alg is another one: expected is one of ${algorithms.join(', ')}`,
    [errors.JWKSNoMatchingKey.code]: 'the issuer has no key of its kid and alg',
    [errors.JWKInvalid.code]: 'the key of the issuer that it names is weak or broken',
    [errors.JWKSInvalid.code]: 'the key of the issuer that it names is weak or broken',
    [errors.JWSSignatureVerificationFailed.code]: 'the signature is of no key of the issuer that it names',
  };
}
