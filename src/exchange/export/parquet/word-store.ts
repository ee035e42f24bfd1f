import { bitPacked } from './bit-packing.ts';
import type { StoredValues, ValueStore } from './stored-values.ts';
import { TextStore } from './text-store.ts';

/** Each different text once, and for each value the place of its text. */
export class WordStore implements ValueStore {
  readonly #words = new TextStore();
  readonly #places = new Map<string, number>();
  #values: number[] = [];

  add(text: string): void {
    let place = this.#places.get(text);
    if (place === undefined) {
      place = this.#places.size;
      this.#places.set(text, place);
      this.#words.add(text);
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
