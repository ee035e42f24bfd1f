import type { NumberType } from './column.ts';
import { copiedLength, readNumber } from './read-number.ts';
import type { StoredValues, ValueStore } from './stored-values.ts';

/** Written all at once: a loop over one kind of number is ten times as fast as many small writes. */
export class NumberStore implements ValueStore {
  readonly #type: NumberType;
  readonly #read: (bytes: Buffer, at: number) => number;
  readonly #length: number | undefined;
  #values = new Float64Array(1_024);
  #count = 0;

  constructor(type: NumberType) {
    this.#type = type;
    this.#read = readNumber[type];
    this.#length = copiedLength[type];
  }

  add(bytes: Buffer, from: number, to: number): void {
    if (this.#length !== undefined && to - from !== this.#length)
      throw new Error(`no ${this.#type} has ${to - from} bytes`);
    if (this.#count === this.#values.length) {
      const more = new Float64Array(2 * this.#count);
      more.set(this.#values);
      this.#values = more;
    }
    this.#values[this.#count++] = this.#read(bytes, from);
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
