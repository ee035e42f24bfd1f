import { type CryptoKey, errors, type JWSHeaderParameters } from 'jose';
import { AppError } from '../errors.ts';
import { type AskingIssuer, askIssuer } from './ask-issuer.ts';
import { discoverKeys } from './discover-keys.ts';
import { type KeySet, keySetOf } from './key-set.ts';
import { resting } from './resting.ts';

export type IssuerKeysOptions = {
  /** The issuer, a URL, as its tokens name it. */
  issuer: string;
  /** For so long, in ms, keys that were read count; in the last tenth of it they are read anew. @default 600,000 */
  storedMs?: number;
  /** For so long, in ms, after its keys were read a token that names another one is refused. @default 30,000 */
  cooldownMs?: number;
  /** How long each of its answers may take, in ms. @default 5,000 */
  answerMs?: number;
  /** Told, once when it begins, why keys are read from where they were: it does not say where they are now. @default nobody is */
  onOutdated?: (cause: unknown) => void;
};

type Known = { find: KeySet; address: string; readAt: number };

/** From this part of their time on keys are read anew, while those that are known count on: nobody waits, nor for one that is away. */
const renewedFrom = 0.9;

/**
 * The keys of an issuer. They are read, and looked for anew where it says that they are now, when they have been stored for nine
 * minutes and when a token names one that is not among them, or is signed by none of that name; never twice at a time, and not
 * while it has a rest.
 */
export class IssuerKeys {
  readonly #options: Required<IssuerKeysOptions>;
  #isOutdated = false;
  #known: Known | undefined;
  #reading: Promise<Known> | undefined;
  readonly #closing = new AbortController();
  readonly #readUnlessItRests = resting(() => this.#readNow());

  constructor(options: IssuerKeysOptions) {
    this.#options = { storedMs: 600_000, cooldownMs: 30_000, answerMs: 5_000, onOutdated: () => {}, ...options };
  }

  /**
   * The keys that could have signed a token with such a header.
   * @throws JOSEError where there is none
   * @throws AppError `unavailable` where nobody knows, since the keys cannot be had
   */
  async find(header: JWSHeaderParameters): Promise<readonly CryptoKey[]> {
    const { cooldownMs } = this.#options;
    const known = await this.#current();
    try {
      return await known.find(header);
    } catch (error) {
      if (!(error instanceof errors.JWKSNoMatchingKey) || ageOf(known) < cooldownMs) throw error;
      return await (await this.#read()).find(header);
    }
  }

  /**
   * The same, for a token that none of those has signed: the issuer may have another one of that name by now.
   * @throws JWSSignatureVerificationFailed where that was looked for a short while ago; and what `find` throws
   */
  async findAnew(header: JWSHeaderParameters): Promise<readonly CryptoKey[]> {
    if (this.#known && ageOf(this.#known) < this.#options.cooldownMs) throw new errors.JWSSignatureVerificationFailed();
    return await (await this.#read()).find(header);
  }

  /** Nobody waits for it any more. */
  close(): void {
    this.#closing.abort();
  }

  async #current(): Promise<Known> {
    const { storedMs } = this.#options;
    const known = this.#known;
    if (!known || ageOf(known) >= storedMs) return await this.#read();
    if (ageOf(known) >= storedMs * renewedFrom) this.#read().catch(() => {}); // which is tried again with the next token
    return known;
  }

  async #read(): Promise<Known> {
    this.#reading ??= this.#readUnlessItRests().finally(() => (this.#reading = undefined));
    return await this.#reading;
  }

  async #readNow(): Promise<Known> {
    try {
      const address = await this.#whereNow();
      const keys = await askIssuer(address, this.#asking);
      this.#known = { find: keySetOf(keys), address, readAt: performance.now() };
      return this.#known;
    } catch (cause) {
      throw away(cause);
    }
  }

  get #asking(): AskingIssuer {
    return { answerMs: this.#options.answerMs, signal: this.#closing.signal };
  }

  /** Where its keys could be had the last time, as long as it does not say where they are. */
  async #whereNow(): Promise<string> {
    const { issuer, onOutdated } = this.#options;
    try {
      const address = await discoverKeys(issuer, this.#asking);
      this.#isOutdated = false;
      return address;
    } catch (error) {
      if (!this.#known || this.#closing.signal.aborted) throw error;
      if (!this.#isOutdated) onOutdated(error);
      this.#isOutdated = true;
      return this.#known.address;
    }
  }
}

function ageOf({ readAt }: Known): number {
  return performance.now() - readAt;
}

function away(cause: unknown): AppError {
  return new AppError('unavailable', 'The issuer of tokens (AUTH_ISSUER) cannot be asked for its keys: try again.', {
    cause,
  });
}
