import type { StoredChunk } from './column-chunk.ts';
import { encodings, type Pages, pagesOf } from './pages.ts';
import { storageOf } from './schema.ts';
import { binary, int32, int64, list, struct, type ThriftValue } from './thrift.ts';

const zstd = 6;

export type RowGroup = { rows: number; chunks: readonly { stored: StoredChunk; pages: Pages }[] };

/** Compresses what was collected, column beside column. */
export async function rowGroupOf(stored: readonly StoredChunk[]): Promise<RowGroup> {
  const chunks = await Promise.all(stored.map(async (chunk) => ({ stored: chunk, pages: await pagesOf(chunk) })));
  return { rows: stored[0]?.rows ?? 0, chunks };
}

/** Its bytes at a place in the file, and what the footer says of them. */
export function placed({ rows, chunks }: RowGroup, start: number): { bytes: Buffer[]; described: ThriftValue } {
  let offset = start;
  let plainLength = 0;
  const bytes: Buffer[] = [];
  const columns = chunks.map(({ stored, pages }) => {
    const parts = [pages.dictionary, pages.data].filter((page) => page !== undefined);
    const described = chunkMetadata({ stored, pages, offset });
    for (const part of parts) {
      bytes.push(part.bytes);
      offset += part.bytes.length;
      plainLength += part.plainLength;
    }
    return described;
  });
  return {
    bytes,
    described: struct({
      ...{ 1: list(columns), 2: int64(plainLength), 3: int64(rows) },
      ...{ 5: int64(start), 6: int64(offset - start) },
    }),
  };
}

type Chunk = { stored: StoredChunk; pages: Pages; offset: number };

function chunkMetadata({ stored, pages: { dictionary, data }, offset }: Chunk): ThriftValue {
  const { column, rows } = stored;
  const dataOffset = offset + (dictionary?.bytes.length ?? 0);
  const used = [encodings.plain, encodings.rle, ...(dictionary ? [encodings.dictionary] : [])];
  const metadata = struct({
    ...{ 1: int32(storageOf(column).physical), 2: list(used.map(int32)), 3: list([binary(column.name)]) },
    ...{ 4: int32(zstd), 5: int64(rows) },
    6: int64(data.plainLength + (dictionary?.plainLength ?? 0)),
    7: int64(data.bytes.length + (dictionary?.bytes.length ?? 0)),
    9: int64(dataOffset),
    11: dictionary && int64(offset),
    12: statistics(stored),
  });
  return struct({ 2: int64(offset), 3: metadata });
}

function statistics({ nulls, range }: StoredChunk): ThriftValue {
  return struct({
    3: int64(nulls),
    ...(range && { 5: binary(range.greatest), 6: binary(range.least) }),
  });
}
