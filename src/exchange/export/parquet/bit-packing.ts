import { varint } from './thrift.ts';

/**
 * Numbers in one run of the RLE and bit-packing hybrid (Apache Parquet, "Encodings"): each in `width` bits, 1 to 24, the
 * lowest first, in groups of eight.
 */
export function bitPacked(values: ArrayLike<number>, width: number): Buffer {
  const groups = Math.ceil(values.length / 8);
  const packed = Buffer.alloc(groups * width);
  let [at, bits, held] = [0, 0, 0];
  for (let n = 0; n < values.length; n += 1) {
    held |= (values[n] ?? 0) << bits;
    for (bits += width; bits >= 8; bits -= 8) {
      packed[at++] = held & 0xff;
      held >>>= 8;
    }
  }
  if (bits > 0) packed[at] = held & 0xff;
  return Buffer.concat([varint((BigInt(groups) << 1n) | 1n), packed]);
}

/** The same number, 0 or 1, so many times. */
export function repeated(value: 0 | 1, times: number): Buffer {
  return Buffer.concat([varint(BigInt(times) << 1n), Buffer.of(value)]);
}
