import { bitPacked } from './bit-packing.ts';
import type { StoredValues, ValueStore } from './stored-values.ts';
import { TextStore } from './text-store.ts';

/** Each different text once, and for each value the place of its text. */
export class WordStore implements ValueStore {
  readonly #words = new TextStore();
  readonly #places = new Map<string, number>();
  #values: number[] = [];

  add(bytes: Buffer, from: number, to: number): void {
    const word = bytes.toString('latin1', from, to); // as good a key as the text, and made faster
    let place = this.#places.get(word);
    if (place === undefined) {
      place = this.#places.size;
      this.#places.set(word, place);
      this.#words.add(bytes, from, to);
    }
    this.#values.push(place);
  }

  take(): StoredValues {
    const { values } = this.#words.take();
    const count = this.#places.size;
    const places = this.#values;
    this.#places.clear();
    this.#values = [];
    if (count === 0) return { values };
    const width = Math.max(1, 32 - Math.clz32(count - 1));
    return { values: Buffer.concat([Buffer.of(width), bitPacked(places, width)]), dictionary: { values, count } };
  }
}
