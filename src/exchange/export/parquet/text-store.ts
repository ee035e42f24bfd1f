import type { StoredValues, ValueStore } from './stored-values.ts';

/** A call of Buffer's copy takes as long as this many bytes one by one. */
const shortest = 48;

/** Texts one after the other, each after its length. */
export class TextStore implements ValueStore {
  #bytes = Buffer.allocUnsafeSlow(4_096);
  #length = 0;

  add(bytes: Buffer, from: number, to: number): void {
    const length = to - from;
    this.#makeRoom(4 + length);
    const target = this.#bytes;
    target.writeUInt32LE(length, this.#length);
    const at = this.#length + 4;
    if (length > shortest) bytes.copy(target, at, from, to);
    else for (let n = 0; n < length; n += 1) target[at + n] = bytes[from + n] ?? 0;
    this.#length = at + length;
  }

  take(): StoredValues {
    const values = Buffer.from(this.#bytes.subarray(0, this.#length));
    this.#length = 0;
    return { values };
  }

  #makeRoom(count: number): void {
    const needed = this.#length + count;
    if (needed <= this.#bytes.length) return;
    const more = Buffer.allocUnsafeSlow(Math.max(needed, 2 * this.#bytes.length));
    this.#bytes.copy(more, 0, 0, this.#length);
    this.#bytes = more;
  }
}
