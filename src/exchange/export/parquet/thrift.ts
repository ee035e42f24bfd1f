/**
 * Values in Thrift's compact protocol (Apache Thrift, "Thrift Compact protocol encoding"), in which Parquet writes its
 * headers and its footer: as much of it as they need.
 */
export type ThriftValue = { type: number; bytes: Buffer };

const types = { true: 1, false: 2, i32: 5, i64: 6, binary: 8, list: 9, struct: 12 };

export function int32(value: number): ThriftValue {
  return { type: types.i32, bytes: zigzag(BigInt(value)) };
}

export function int64(value: number): ThriftValue {
  return { type: types.i64, bytes: zigzag(BigInt(value)) };
}

export function boolean(value: boolean): ThriftValue {
  return { type: value ? types.true : types.false, bytes: Buffer.alloc(0) };
}

export function binary(value: string | Buffer): ThriftValue {
  const bytes = Buffer.from(value);
  return { type: types.binary, bytes: Buffer.concat([varint(BigInt(bytes.length)), bytes]) };
}

/** Of values of one type. */
export function list(values: readonly ThriftValue[]): ThriftValue {
  const type = values[0]?.type ?? types.struct;
  const head = values.length < 15 ? Buffer.of((values.length << 4) | type) : longHead(values.length, type);
  return { type: types.list, bytes: Buffer.concat([head, ...values.map(({ bytes }) => bytes)]) };
}

/** By the ids of its fields, at most 15 apart; those that are undefined are left out. */
export function struct(fields: Readonly<Record<number, ThriftValue | undefined>>): ThriftValue {
  const parts: Buffer[] = [];
  let last = 0;
  for (const [name, value] of Object.entries(fields)) {
    if (value === undefined) continue;
    parts.push(Buffer.of(((Number(name) - last) << 4) | value.type), value.bytes);
    last = Number(name);
  }
  return { type: types.struct, bytes: Buffer.concat([...parts, Buffer.of(0)]) };
}

function longHead(length: number, type: number): Buffer {
  return Buffer.concat([Buffer.of(0xf0 | type), varint(BigInt(length))]);
}

function zigzag(value: bigint): Buffer {
  return varint((value << 1n) ^ (value >> 63n));
}

/** Seven bits a byte, the lowest first. */
export function varint(value: bigint): Buffer {
  const bytes: number[] = [];
  let rest = value;
  for (; rest > 0x7fn; rest >>= 7n) bytes.push(Number(rest & 0x7fn) | 0x80);
  return Buffer.from([...bytes, Number(rest)]);
}
