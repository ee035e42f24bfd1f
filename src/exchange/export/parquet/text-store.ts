import type { StoredValues, ValueStore } from './stored-values.ts';

/** Texts one after the other, each after its length. */
export class TextStore implements ValueStore {
  #bytes = Buffer.allocUnsafeSlow(4_096);
  #length = 0;

  add(text: string): void {
    const most = this.#length + 4 + text.length * 3;
    if (most > this.#bytes.length) this.#grow(most);
    const written = this.#bytes.write(text, this.#length + 4);
    this.#bytes.writeUInt32LE(written, this.#length);
    this.#length += 4 + written;
  }

  take(): StoredValues {
    const values = Buffer.from(this.#bytes.subarray(0, this.#length));
    this.#length = 0;
    return { values };
  }

  #grow(least: number): void {
    const more = Buffer.allocUnsafeSlow(Math.max(least, 2 * this.#bytes.length));
    this.#bytes.copy(more, 0, 0, this.#length);
    this.#bytes = more;
  }
}
