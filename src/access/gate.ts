import { AppError } from '../errors.ts';
import { bearerToken } from './bearer.ts';
import type { Issuer } from './issuer.ts';
import type { KeyRing } from './key-ring.ts';
import { refusedCredential } from './refused-credential.ts';
import type { Caller, Role } from './role.ts';

export type GateOptions = {
  keys: KeyRing;
  /** Whose tokens are taken. @default none */
  issuer?: Issuer | undefined;
  /** What who names nobody may do; undefined: nothing. */
  anonymous: Role | undefined;
  /** Whether everybody may do everything as long as there is no key: on a machine's own address, for its first minute. */
  opensWithoutKeys: boolean;
};

/** Of who names nobody where there is no key yet. */
export const everything: Caller = { role: 'admin', actor: undefined };

/** Tells who asks by what they bring (RFC 6750). */
export class Gate {
  readonly #options: GateOptions;
  readonly #nobody: Caller;

  constructor(options: GateOptions) {
    this.#options = options;
    this.#nobody = { role: options.anonymous, actor: undefined };
  }

  /** Whether who names nobody may do nothing, ever. */
  get isClosed(): boolean {
    return this.#options.anonymous === undefined;
  }

  /** Who brings nothing. */
  nobody(): Caller | Promise<Caller> {
    if (!this.#options.opensWithoutKeys) return this.#nobody;
    const hasKeys = this.#options.keys.hasKeys();
    return typeof hasKeys === 'boolean'
      ? this.#withoutCredentials(hasKeys)
      : hasKeys.then((some) => this.#withoutCredentials(some));
  }

  /** @throws AppError `unauthenticated` for what is no credential, or none that counts */
  async callerOf(authorization: string): Promise<Caller> {
    const { keys, issuer } = this.#options;
    const token = bearerToken(authorization);
    if (token === undefined)
      throw new AppError('unauthenticated', 'Authorization must be "Bearer" and a key or a token.');
    const caller = token.startsWith('pt_') ? await keys.callerOf(token) : await issuer?.callerOf(token);
    if (!caller) throw refusedCredential();
    return caller;
  }

  #withoutCredentials(hasKeys: boolean): Caller {
    return hasKeys ? this.#nobody : everything;
  }
}
