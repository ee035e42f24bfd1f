import { setImmediate as others } from 'node:timers/promises';
import type { Column } from './column.ts';
import { ColumnChunk } from './column-chunk.ts';
import type { CopiedRow } from './copied-row.ts';
import { CopiedRows } from './copied-rows.ts';
import { placed, type RowGroup, rowGroupOf } from './row-group.ts';
import { schemaElements } from './schema.ts';
import { binary, int32, int64, list, struct, type ThriftValue } from './thrift.ts';

const magic = Buffer.from('PAR1');
/** A group is written once it has so many rows, or was made of so many bytes: memory is flat, whatever rows hold. */
const mostRows = 122_880;
const mostBytes = 16 * 1024 * 1024;

export type ParquetOptions = {
  columns: readonly Column[];
  /** Kept in the file. */
  metadata: Readonly<Record<string, string>>;
  /** Told how many more rows are taken. */
  onRows(count: number): void;
};

/**
 * A Parquet file (Apache Parquet, "File format") of rows in COPY's binary format, a row group at a time: while one is compressed
 * the next is read. Its footer comes last: without it, where reading failed, nobody takes it for a file.
 */
export async function* writeParquet(chunks: AsyncIterable<Buffer>, options: ParquetOptions): AsyncGenerator<Buffer> {
  const columns = options.columns.map((column) => new ColumnChunk(column));
  const addRow = (row: CopiedRow) => {
    for (const column of columns) column.add(row);
  };
  const copied = new CopiedRows();
  const file = new PlacedGroups();
  let [rows, length] = [0, 0];
  let compressing: Promise<RowGroup> | undefined;
  yield magic;
  for await (const chunk of chunks) {
    const count = copied.read(chunk, addRow);
    options.onRows(count);
    rows += count;
    length += chunk.length;
    await others(); // the socket would be read 32 times in a row: they would wait for 2 MB
    if (rows === 0 || (rows < mostRows && length < mostBytes)) continue;
    if (compressing) yield* file.add(await compressing);
    compressing = rowGroupOf(columns.map((column) => column.take()));
    compressing.catch(() => {}); // told where it is awaited
    [rows, length] = [0, 0];
  }
  if (!copied.whole) throw new Error('the rows end before their end');
  if (compressing) yield* file.add(await compressing);
  if (rows > 0) yield* file.add(await rowGroupOf(columns.map((column) => column.take())));
  yield file.footer(options);
}

class PlacedGroups {
  readonly #described: ThriftValue[] = [];
  #rows = 0;
  #offset = magic.length;

  add(group: RowGroup): Buffer[] {
    const { bytes, described } = placed(group, this.#offset);
    this.#described.push(described);
    this.#rows += group.rows;
    for (const part of bytes) this.#offset += part.length;
    return bytes;
  }

  footer({ columns, metadata }: Pick<ParquetOptions, 'columns' | 'metadata'>): Buffer {
    const pairs = Object.entries(metadata).map(([key, value]) => struct({ 1: binary(key), 2: binary(value) }));
    const byType = struct({ 1: struct({}) });
    const { bytes } = struct({
      ...{ 1: int32(2), 2: list(schemaElements(columns)), 3: int64(this.#rows), 4: list(this.#described) },
      ...{ 5: list(pairs), 6: binary('pricetrail'), 7: list(columns.map(() => byType)) },
    });
    const length = Buffer.alloc(4);
    length.writeUInt32LE(bytes.length);
    return Buffer.concat([bytes, length, magic]);
  }
}
