import { createRemoteJWKSet, customFetch, errors, type JWTPayload, type JWTVerifyGetKey, jwtVerify } from 'jose';
import { AppError } from '../errors.ts';
import { isActorName } from './actor-name.ts';
import { askIssuer } from './ask-issuer.ts';
import { claimAt } from './claim-at.ts';
import { type Caller, type Role, roles } from './role.ts';

export type IssuerOptions = {
  /** The issuer, a URL, as its tokens name it. */
  issuer: string;
  /** Whom its tokens have to be meant for. */
  audience: string;
  /** The claim that holds roles, a text or a list; a dot leads into an object, as in `realm_access.roles`. */
  rolesClaim: string;
  /** For so long, in ms, after its keys were read a token that names another one is refused. @default 30,000 */
  cooldownMs?: number;
  /** How long it may take to answer, in ms. @default 5,000 */
  answerMs?: number;
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
/** After it failed the issuer is left alone for so long, in ms. */
const restMs = 2_000;
const mostSubject = 200;

/**
 * Takes the JSON Web Tokens (RFC 7519, RFC 8725) of an issuer of OpenID Connect: its keys are found by its discovery document,
 * stored for ten minutes, and read anew when a token names one that is not among them.
 */
export class Issuer {
  readonly #options: IssuerOptions;
  #keys: Promise<JWTVerifyGetKey> | undefined;
  #failed: { error: AppError; until: number } | undefined;

  constructor(options: IssuerOptions) {
    this.#options = options;
  }

  /**
   * @returns undefined for a token that is none of the issuer, or not meant for this service, or does not count now
   * @throws AppError `unavailable` where the keys of the issuer cannot be had
   */
  async callerOf(token: string): Promise<Caller | undefined> {
    const { issuer, audience, rolesClaim } = this.#options;
    const keys = await this.#discover();
    try {
      const { payload } = await jwtVerify(token, reaching(keys), {
        ...{ issuer, audience, algorithms, clockTolerance: clockToleranceSeconds },
        requiredClaims: ['exp', 'sub'],
      });
      const actor = subjectOf(payload);
      return actor === undefined ? undefined : { role: highestOf(claimAt(payload, rolesClaim)), actor };
    } catch (error) {
      if (error instanceof errors.JOSEError) return undefined;
      throw error;
    }
  }

  async #discover(): Promise<JWTVerifyGetKey> {
    if (this.#failed && performance.now() < this.#failed.until) throw this.#failed.error;
    this.#keys ??= discover(this.#options);
    try {
      return await this.#keys;
    } catch (cause) {
      this.#keys = undefined;
      const error = away(cause);
      this.#failed = { error, until: performance.now() + restMs };
      throw error;
    }
  }
}

/** OpenID Connect Discovery 1.0, 4. */
async function discover({ issuer, cooldownMs = 30_000, answerMs = 5_000 }: IssuerOptions): Promise<JWTVerifyGetKey> {
  const address = `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`;
  const response = await askIssuer(address, { signal: AbortSignal.timeout(answerMs) });
  if (!response.ok) throw new Error(`${address} answers ${response.status}`);
  const { issuer: said, jwks_uri: keys } = (await response.json()) as { issuer?: unknown; jwks_uri?: unknown };
  if (said !== issuer) throw new Error(`${address} is of the issuer ${JSON.stringify(said)}, not of ${issuer}`);
  if (typeof keys !== 'string' || !isAsSafe(keys, issuer))
    throw new Error(`${address} names no jwks_uri that is as safe`);
  return createRemoteJWKSet(new URL(keys), {
    ...{ timeoutDuration: answerMs, cooldownDuration: cooldownMs, [customFetch]: askIssuer },
  });
}

/** Who could change the keys on their way could make tokens. */
function isAsSafe(address: string, issuer: string): boolean {
  return URL.canParse(address) && ['https:', new URL(issuer).protocol].includes(new URL(address).protocol);
}

/** Where the keys cannot be had nobody knows whether the token counts. */
function reaching(keys: JWTVerifyGetKey): JWTVerifyGetKey {
  return async (header, token) => {
    try {
      return await keys(header, token);
    } catch (error) {
      const isOfToken =
        error instanceof errors.JWKSNoMatchingKey ||
        error instanceof errors.JWKSMultipleMatchingKeys ||
        error instanceof errors.JOSENotSupported;
      throw isOfToken ? error : away(error);
    }
  };
}

function away(cause: unknown): AppError {
  return new AppError('unavailable', 'The issuer of tokens (AUTH_ISSUER) cannot be asked for its keys: try again.', {
    cause,
  });
}

/** Of keys alone names begin like those of keys. */
function subjectOf({ sub }: JWTPayload): string | undefined {
  return typeof sub === 'string' && isActorName(sub, mostSubject) && !sub.startsWith('key:') ? sub : undefined;
}

function highestOf(claim: unknown): Role | undefined {
  const named = new Set(Array.isArray(claim) ? claim : [claim]);
  return roles.findLast((role) => named.has(role));
}
