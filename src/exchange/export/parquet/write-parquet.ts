import type { Cells } from '../record-format.ts';
import type { Column } from './column.ts';
import { ColumnChunk } from './column-chunk.ts';
import { placed, type RowGroup, rowGroupOf } from './row-group.ts';
import { schemaElements } from './schema.ts';
import { binary, int32, int64, list, struct, type ThriftValue } from './thrift.ts';

const magic = Buffer.from('PAR1');
/** A group is written once it has so many rows, or so many characters of COPY's text: memory is flat, whatever rows hold. */
const mostRows = 122_880;
const mostText = 16 * 1024 * 1024;

export type ParquetOptions = {
  columns: readonly Column[];
  /** What a row has of each column. */
  values(cells: Cells): readonly (string | null)[];
  /** Kept in the file. */
  metadata: Readonly<Record<string, string>>;
  /** Told how many more rows are taken. */
  onRows(count: number): void;
};

/**
 * A Parquet file (Apache Parquet, "File format") of rows in COPY's text, a row group at a time: while one is compressed the
 * next is read. Its footer comes last: without it, where reading failed, nobody takes it for a file.
 */
export async function* writeParquet(texts: AsyncIterable<string>, options: ParquetOptions): AsyncGenerator<Buffer> {
  const chunks = options.columns.map((column) => new ColumnChunk(column));
  const file = new PlacedGroups();
  let [rows, length] = [0, 0];
  let compressing: Promise<RowGroup> | undefined;
  yield magic;
  for await (const text of texts) {
    const lines = text.split('\n');
    for (const line of lines) addRow(chunks, options.values(line.split('\t')));
    options.onRows(lines.length);
    rows += lines.length;
    length += text.length;
    if (rows < mostRows && length < mostText) continue;
    if (compressing) yield* file.add(await compressing);
    compressing = rowGroupOf(chunks.map((chunk) => chunk.take()));
    compressing.catch(() => {}); // told where it is awaited
    [rows, length] = [0, 0];
  }
  if (compressing) yield* file.add(await compressing);
  if (rows > 0) yield* file.add(await rowGroupOf(chunks.map((chunk) => chunk.take())));
  yield file.footer(options);
}

function addRow(chunks: readonly ColumnChunk[], values: readonly (string | null)[]): void {
  for (let at = 0; at < chunks.length; at += 1) chunks[at]?.add(values[at] ?? null);
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
