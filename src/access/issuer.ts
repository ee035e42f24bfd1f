import { errors, type JWSHeaderParameters, type JWTPayload, jwtVerify } from 'jose';
import { isActorName } from './actor-name.ts';
import { claimAt } from './claim-at.ts';
import { IssuerKeys, type IssuerKeysOptions } from './issuer-keys.ts';
import type { KeySet } from './key-set.ts';
import { refusedCredential } from './refused-credential.ts';
import { type Caller, type Role, roles } from './role.ts';
import { type Expected, faultOf, faultOfClaim } from './token-faults.ts';

export type IssuerOptions = IssuerKeysOptions & {
  /** Whom its tokens have to be meant for. */
  audience: string;
  /** The claim that holds roles, a text or a list; a dot leads into an object, as in `realm_access.roles`. */
  rolesClaim: string;
};

/** With a secret that both know, whoever can check a token could make one. */
const algorithms = [
  'RS256',
  'RS384',
  'RS512',
  'PS256',
  'PS384',
  'PS512',
  'ES256',
  'ES384',
  'ES512',
  'EdDSA',
  'Ed25519',
];
const clockToleranceSeconds = 5;
const mostSubject = 200;

/** Takes the JSON Web Tokens (RFC 7519, RFC 8725) of an issuer of OpenID Connect. */
export class Issuer {
  readonly #expected: Expected;
  readonly #rolesClaim: string;
  readonly #keys: IssuerKeys;

  constructor({ audience, rolesClaim, ...options }: IssuerOptions) {
    this.#expected = { issuer: options.issuer, audience, algorithms, mostSubject };
    this.#rolesClaim = rolesClaim;
    this.#keys = new IssuerKeys(options);
  }

  /**
   * @throws AppError `unauthenticated` for a token that is none of the issuer, or not meant for this service, or does not count now
   * @throws AppError `unavailable` where the keys of the issuer cannot be had
   */
  async callerOf(token: string): Promise<Caller> {
    const payload = await this.#payloadOf(token);
    const actor = subjectOf(payload);
    if (actor === undefined) throw refusedCredential(faultOfClaim({ claim: 'sub', reason: 'invalid' }, this.#expected));
    return { role: highestOf(claimAt(payload, this.#rolesClaim)), actor, expiresAt: endOf(payload) };
  }

  /** Who waits for its keys fails. */
  close(): void {
    this.#keys.close();
  }

  async #payloadOf(token: string): Promise<JWTPayload> {
    try {
      return await this.#verifiedBy(token, (header) => this.#keys.find(header)).catch(async (error) => {
        if (!isOfAnotherKey(error)) throw error;
        return await this.#verifiedBy(token, (header) => this.#keys.findAnew(header));
      });
    } catch (error) {
      throw error instanceof errors.JOSEError ? refusedCredential(faultOf(error, this.#expected)) : error;
    }
  }

  /** By the first of the keys that are found that has signed it. */
  async #verifiedBy(token: string, find: KeySet): Promise<JWTPayload> {
    const { issuer, audience } = this.#expected;
    const options = {
      ...{ issuer, audience, algorithms, clockTolerance: clockToleranceSeconds },
      requiredClaims: ['exp', 'sub'],
    };
    let found: Awaited<ReturnType<KeySet>> = [];
    for (let at = 0; ; at += 1) {
      const keyAt = async (header: JWSHeaderParameters) => {
        if (at === 0) found = await find(header);
        const key = found[at];
        if (!key) throw new errors.JWSSignatureVerificationFailed();
        return key;
      };
      try {
        return (await jwtVerify(token, keyAt, options)).payload;
      } catch (error) {
        if (!isOfAnotherKey(error) || at + 1 >= found.length) throw error;
      }
    }
  }
}

function isOfAnotherKey(error: unknown): boolean {
  return error instanceof errors.JWSSignatureVerificationFailed;
}

/** Of keys alone names begin like those of keys. */
function subjectOf({ sub }: JWTPayload): string | undefined {
  return typeof sub === 'string' && isActorName(sub, mostSubject) && !sub.startsWith('key:') ? sub : undefined;
}

/** It has been checked that there is one. */
function endOf({ exp = 0 }: JWTPayload): number {
  return (exp + clockToleranceSeconds) * 1_000;
}

function highestOf(claim: unknown): Role | undefined {
  const named = new Set(Array.isArray(claim) ? claim : [claim]);
  return roles.findLast((role) => named.has(role));
}
