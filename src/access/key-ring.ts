import type { Queryable } from '../db/queryable.ts';
import { hasSecret, parseApiKey } from './api-key.ts';
import { type CountingKey, hasApiKeys, noteUses, selectCountingKey } from './api-keys.sql.ts';
import type { Caller } from './role.ts';

export type KeyRingOptions = {
  /** Reads keys. */
  reads: Queryable;
  /** Notes their uses. */
  writes: Queryable;
  /** For so long, in ms, a key that was looked up counts: one that is revoked meanwhile, too. @default 5,000 */
  rememberedMs?: number;
};

/** More are looked up again. */
const mostRemembered = 10_000;

type Remembered = { key: CountingKey; until: number };

/** Knows the keys of the database, asking it now and then only. */
export class KeyRing {
  readonly #reads: Queryable;
  readonly #writes: Queryable;
  readonly #rememberedMs: number;
  readonly #remembered = new Map<string, Remembered>();
  readonly #uses = new Map<string, number>();
  #isEmpty: { until: number } | undefined;
  #hasKeys = false;

  constructor({ reads, writes, rememberedMs = 5_000 }: KeyRingOptions) {
    this.#reads = reads;
    this.#writes = writes;
    this.#rememberedMs = rememberedMs;
  }

  /** @returns undefined for a text that is no key, or none that counts */
  async callerOf(text: string): Promise<Caller | undefined> {
    const given = parseApiKey(text);
    if (!given) return undefined;
    const key = await this.#find(given.id);
    if (!key || !hasSecret(key.hash, given.secret)) return undefined;
    const now = Date.now();
    const expiresAt = key.expires_date === null ? undefined : Date.parse(key.expires_date);
    if (expiresAt !== undefined && expiresAt <= now) return undefined;
    this.#uses.set(given.id, now);
    return { role: key.role, actor: `key:${key.name}`, ...(expiresAt === undefined ? {} : { expiresAt }) };
  }

  /** Whether there is, or ever was, a key; it is asked seldom. */
  hasKeys(): boolean | Promise<boolean> {
    if (this.#hasKeys) return true;
    if (this.#isEmpty && performance.now() < this.#isEmpty.until) return false;
    return this.#askForKeys();
  }

  /** Notes when each key was used last since the time before. What cannot be noted is noted the next time. */
  async noteUses(): Promise<void> {
    const uses = new Map(this.#uses);
    if (uses.size === 0) return;
    await noteUses(this.#writes, new Map([...uses].map(([id, ms]) => [id, new Date(ms).toISOString()])));
    for (const [id, at] of uses) if (this.#uses.get(id) === at) this.#uses.delete(id);
  }

  async #askForKeys(): Promise<boolean> {
    this.#hasKeys = await hasApiKeys(this.#reads);
    this.#isEmpty = this.#hasKeys ? undefined : { until: performance.now() + this.#rememberedMs };
    return this.#hasKeys;
  }

  async #find(id: string): Promise<CountingKey | undefined> {
    const known = this.#remembered.get(id);
    if (known && performance.now() < known.until) return known.key;
    this.#remembered.delete(id);
    const key = await selectCountingKey(this.#reads, id);
    if (key) this.#remember(id, key);
    return key;
  }

  /** The one that was looked up first makes room. */
  #remember(id: string, key: CountingKey): void {
    if (this.#remembered.size >= mostRemembered) {
      const [oldest] = this.#remembered.keys();
      if (oldest !== undefined) this.#remembered.delete(oldest);
    }
    this.#remembered.set(id, { key, until: performance.now() + this.#rememberedMs });
  }
}
