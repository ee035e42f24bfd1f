import type { ColumnType } from './column.ts';
import { instantMilliseconds } from './instant-milliseconds.ts';
import type { StoredValues, ValueStore } from './stored-values.ts';

export type NumberType = Exclude<ColumnType, 'text' | 'word' | 'json'>;

/** Each is exact as a number of JavaScript: ids stay below 2^53, and so do cents. */
const read: Readonly<Record<NumberType, (text: string) => number>> = {
  id: Number,
  count: Number,
  number: Number,
  euros: (text) => Math.round(Number(text) * 100),
  instant: instantMilliseconds,
};

/** Written all at once: a loop over one kind of number is ten times as fast as many small writes. */
export class NumberStore implements ValueStore {
  readonly #type: NumberType;
  readonly #read: (text: string) => number;
  #values = new Float64Array(1_024);
  #count = 0;

  constructor(type: NumberType) {
    this.#type = type;
    this.#read = read[type];
  }

  add(text: string): void {
    if (this.#count === this.#values.length) {
      const more = new Float64Array(2 * this.#count);
      more.set(this.#values);
      this.#values = more;
    }
    this.#values[this.#count++] = this.#read(text);
  }

  take(): StoredValues {
    const taken = this.#values.subarray(0, this.#count);
    this.#count = 0;
    const values = plain(taken, this.#type);
    if (this.#type === 'number' || taken.length === 0) return { values }; // fractions: -0 and NaN have rules of their own
    const [least, greatest] = extremes(taken);
    return { values, range: { least: plain(least, this.#type), greatest: plain(greatest, this.#type) } };
  }
}

function plain(values: Float64Array, type: NumberType): Buffer {
  const bytes = Buffer.allocUnsafeSlow(values.length * (type === 'count' ? 4 : 8));
  const view = new DataView(bytes.buffer);
  if (type === 'count') for (let n = 0; n < values.length; n += 1) view.setInt32(n * 4, values[n] ?? 0, true);
  else if (type === 'number') for (let n = 0; n < values.length; n += 1) view.setFloat64(n * 8, values[n] ?? 0, true);
  else for (let n = 0; n < values.length; n += 1) setInt64(view, n * 8, values[n] ?? 0);
  return bytes;
}

/** In two halves: a BigInt would be an object each. */
function setInt64(view: DataView, at: number, value: number): void {
  const high = Math.floor(value / 0x1_0000_0000);
  view.setUint32(at, value - high * 0x1_0000_0000, true);
  view.setInt32(at + 4, high, true);
}

function extremes(values: Float64Array): [Float64Array, Float64Array] {
  let [least, greatest] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const value of values) {
    if (value < least) least = value;
    if (value > greatest) greatest = value;
  }
  return [Float64Array.of(least), Float64Array.of(greatest)];
}
