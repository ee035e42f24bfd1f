/** What of the browser's storage is used. */
type Shelf = Pick<Storage, 'getItem' | 'setItem' | 'removeItem' | 'key' | 'length'>;

/**
 * Keeps texts in the browser. Where that is closed to us, as in private windows, or full, they are kept until the page is left:
 * nothing fails, and it tells.
 */
export class BrowserStorage {
  /** Even to name it fails where it is closed. */
  readonly #open: () => Shelf;
  readonly #untilLeft = new Map<string, string>();

  constructor(open: () => Shelf) {
    this.#open = open;
  }

  read(key: string): string | undefined {
    return this.#untilLeft.get(key) ?? this.#try((shelf) => shelf.getItem(key)) ?? undefined;
  }

  write(key: string, text: string): void {
    this.#untilLeft.set(key, text);
    this.#try((shelf) => {
      shelf.setItem(key, text);
      this.#untilLeft.delete(key);
    });
  }

  drop(key: string): void {
    this.#untilLeft.delete(key);
    this.#try((shelf) => shelf.removeItem(key));
  }

  keys(): string[] {
    const kept = this.#try((shelf) => Array.from({ length: shelf.length }, (_, number) => shelf.key(number) ?? ''));
    return [...new Set([...(kept ?? []), ...this.#untilLeft.keys()])];
  }

  /** Whether a text outlives the page; undefined: there is none. */
  outlives(key: string): boolean | undefined {
    return this.read(key) === undefined ? undefined : !this.#untilLeft.has(key);
  }

  #try<T>(work: (shelf: Shelf) => T): T | undefined {
    try {
      return work(this.#open());
    } catch {
      return undefined;
    }
  }
}

/** Of this browser. */
export const browserStorage = new BrowserStorage(() => globalThis.localStorage);
/** Of this tab: forgotten with it. */
export const tabStorage = new BrowserStorage(() => globalThis.sessionStorage);
