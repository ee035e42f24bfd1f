/**
 * So many pictures are kept, at most, for so long, in ms: a link that is sent to many is looked at by many at once. No longer,
 * since deleted listings leave memory as well (H6).
 */
const limits = { most: 50, ms: 60_000 };

/** What was just drawn. No timer of a picture outlives it, and none holds it. */
export class RecentPictures {
  readonly #kept = new Map<string, { png: Buffer; timer: NodeJS.Timeout }>();

  find(tag: string): Buffer | undefined {
    return this.#kept.get(tag)?.png;
  }

  keep(tag: string, png: Buffer): void {
    this.#forget(tag);
    const [oldest] = this.#kept.keys();
    if (oldest !== undefined && this.#kept.size >= limits.most) this.#forget(oldest);
    const timer = setTimeout(() => this.#forget(tag), limits.ms).unref();
    this.#kept.set(tag, { png, timer });
  }

  clear(): void {
    for (const tag of this.#kept.keys()) this.#forget(tag);
  }

  #forget(tag: string): void {
    clearTimeout(this.#kept.get(tag)?.timer);
    this.#kept.delete(tag);
  }
}
