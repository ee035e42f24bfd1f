import type { Column, ColumnType } from './column.ts';
import { binary, boolean, int32, struct, type ThriftValue } from './thrift.ts';

// Numbers of parquet.thrift (Apache Parquet, parquet-format 2.11).
const physical = { int32: 1, int64: 2, double: 5, bytes: 6 };
const required = 0;
const optional = 1;

/** In how many bytes a value of fixed length is stored; a text is as long as it is. */
type Storage = { physical: number; bytes?: 4 | 8; meaning?: Readonly<Record<number, ThriftValue>> };

const none = struct({});
const text = { physical: physical.bytes, meaning: { 6: int32(0), 10: struct({ 1: none }) } };

/** The older name (6, with 7 and 8: scale and precision) and the newer one (10) of what a column means. */
const storages: Readonly<Record<ColumnType, Storage>> = {
  id: { physical: physical.int64, bytes: 8 },
  count: { physical: physical.int32, bytes: 4 },
  number: { physical: physical.double, bytes: 8 },
  euros: {
    ...{ physical: physical.int64, bytes: 8 },
    meaning: {
      ...{ 6: int32(5), 7: int32(2), 8: int32(14) },
      10: struct({ 5: struct({ 1: int32(2), 2: int32(14) }) }),
    },
  },
  instant: {
    ...{ physical: physical.int64, bytes: 8 },
    meaning: { 6: int32(9), 10: struct({ 8: struct({ 1: boolean(true), 2: struct({ 1: none }) }) }) },
  },
  text,
  word: text,
  json: { physical: physical.bytes, meaning: { 6: int32(19), 10: struct({ 12: none }) } },
};

export function storageOf({ type }: Column): Storage {
  return storages[type];
}

/** The elements of a file's schema: the root, and its columns. */
export function schemaElements(columns: readonly Column[]): ThriftValue[] {
  const root = struct({ 4: binary('row'), 5: int32(columns.length) });
  return [root, ...columns.map(schemaElement)];
}

function schemaElement(column: Column): ThriftValue {
  const { physical, meaning } = storageOf(column);
  const repetition = int32(column.optional ? optional : required);
  return struct({ 1: int32(physical), 3: repetition, 4: binary(column.name), ...meaning });
}
