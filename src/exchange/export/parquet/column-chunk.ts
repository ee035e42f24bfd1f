import { bitPacked, repeated } from './bit-packing.ts';
import type { Column, ColumnType } from './column.ts';
import type { CopiedRow } from './copied-row.ts';
import { NumberStore } from './number-store.ts';
import type { StoredValues, ValueStore } from './stored-values.ts';
import { TextStore } from './text-store.ts';
import { WordStore } from './word-store.ts';

export type StoredChunk = StoredValues & { column: Column; rows: number; nulls: number };

/** A column of the row group that is filled. */
export class ColumnChunk {
  readonly #column: Column;
  readonly #store: ValueStore;
  #present: number[] = [];
  #rows = 0;
  #nulls = 0;

  constructor(column: Column) {
    this.#column = column;
    this.#store = storeOf(column.type);
  }

  add(row: CopiedRow): void {
    const column = this.#column;
    if ('place' in column) {
      const start = row.starts[column.place] ?? -1;
      if (start >= 0) this.#store.add(row.bytes, start, row.ends[column.place] ?? start);
      this.#count(start >= 0);
    } else {
      const made = column.make(row);
      if (made !== null) {
        const bytes = Buffer.from(made);
        this.#store.add(bytes, 0, bytes.length);
      }
      this.#count(made !== null);
    }
  }

  take(): StoredChunk {
    const stored = this.#store.take();
    const chunk = { ...stored, column: this.#column, rows: this.#rows, nulls: this.#nulls };
    if (this.#column.optional) chunk.values = Buffer.concat([this.#levels(), stored.values]);
    this.#present = [];
    this.#rows = 0;
    this.#nulls = 0;
    return chunk;
  }

  #count(present: boolean): void {
    this.#rows += 1;
    if (this.#column.optional) this.#present.push(present ? 1 : 0);
    if (present) return;
    this.#nulls += 1;
    if (!this.#column.optional) throw new Error(`${this.#column.name} is never null`);
  }

  /** Which rows have a value: 1. */
  #levels(): Buffer {
    const levels = this.#nulls === 0 ? repeated(1, this.#rows) : bitPacked(this.#present, 1);
    const length = Buffer.alloc(4);
    length.writeUInt32LE(levels.length);
    return Buffer.concat([length, levels]);
  }
}

function storeOf(type: ColumnType): ValueStore {
  if (type === 'word') return new WordStore();
  return type === 'text' || type === 'json' ? new TextStore() : new NumberStore(type);
}
