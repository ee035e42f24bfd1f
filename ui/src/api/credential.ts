import type { BrowserStorage } from './browser-storage.ts';

/** What is known of the key that the reader works with. */
export type CredentialState = {
  key: string | undefined;
  /** What waits for one: where none was given, or where the one that was counts no more. */
  asked: 'missing' | 'refused' | undefined;
  /** Whether the reader would rather go on without. */
  isDeclined: boolean;
};

type KeyStorage = Pick<BrowserStorage, 'read' | 'write' | 'drop'>;

const place = 'pricetrail-key';

/**
 * Whether a text can be named as a bearer token (RFC 6750, 2.1). With a quote or a space that came along when it was copied, no
 * request could be sent at all.
 */
export function isKey(text: string): boolean {
  return /^[A-Za-z0-9\-._~+/]+=*$/.test(text);
}

/**
 * The key that requests name. It is asked for once something is refused without, and forgotten with the tab: who finds the
 * device later has no key.
 */
export class Credential {
  #state: CredentialState;
  #asking: PromiseWithResolvers<string | undefined> | undefined;
  readonly #storage: KeyStorage;
  readonly #listeners = new Set<() => void>();

  constructor(storage: KeyStorage) {
    this.#storage = storage;
    const stored = storage.read(place);
    this.#state = { key: stored && isKey(stored) ? stored : undefined, asked: undefined, isDeclined: false };
  }

  readonly state = (): CredentialState => this.#state;

  /** Told of every change. @returns what ends that */
  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** Told when another key counts from now on, or none. @returns what ends that */
  readonly onKey = (listener: () => void): (() => void) => {
    let { key } = this.#state;
    return this.subscribe(() => {
      if (key === this.#state.key) return;
      key = this.#state.key;
      listener();
    });
  };

  /**
   * Asks the reader, once for all that wait.
   * @param refused the key that was named; undefined: none
   * @returns the key to try with; undefined: the reader has none
   */
  async ask(refused: string | undefined): Promise<string | undefined> {
    const { key } = this.#state;
    if (key !== refused) return key; // somebody has asked meanwhile
    if (!this.#asking) {
      this.#asking = Promise.withResolvers();
      this.#set({ asked: refused === undefined ? 'missing' : 'refused' });
    }
    return await this.#asking.promise;
  }

  /** @param key one that {@link isKey} */
  give(key: string): void {
    this.#storage.write(place, key);
    this.#set({ key, asked: undefined, isDeclined: false });
    this.#settle(key);
  }

  decline(): void {
    this.#set({ asked: undefined, isDeclined: true });
    this.#settle(undefined);
  }

  /** Who wants none any more goes on without: they are not asked at once. */
  forget(): void {
    this.#storage.drop(place);
    this.#set({ key: undefined, isDeclined: true });
  }

  #settle(key: string | undefined): void {
    this.#asking?.resolve(key);
    this.#asking = undefined;
  }

  #set(changed: Partial<CredentialState>): void {
    this.#state = { ...this.#state, ...changed };
    for (const listener of this.#listeners) listener();
  }
}
