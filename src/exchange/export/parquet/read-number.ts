import type { NumberType } from './column.ts';
import { int32 } from './copied-rows.ts';

/** From PostgreSQL's binary forms: bigint, integer, double precision, numeric(14,2) in cents, timestamptz(3) in ms since 1970. */
export const readNumber: Readonly<Record<NumberType, (bytes: Buffer, at: number) => number>> = {
  id: int64,
  count: int32,
  number: (bytes, at) => bytes.readDoubleBE(at),
  euros: cents,
  instant: milliseconds,
};

/** How many bytes each is of; a numeric says so itself. */
export const copiedLength: Readonly<Record<NumberType, number | undefined>> = {
  ...{ id: 8, count: 4, number: 8, euros: undefined, instant: 8 },
};

/** Exact below 2^53, which ids are. */
function int64(bytes: Buffer, at: number): number {
  return int32(bytes, at) * 0x1_0000_0000 + (int32(bytes, at + 4) >>> 0);
}

/** Microseconds since 2000 may be above 2^53, where they are off by 16 at most: far from another millisecond. */
function milliseconds(bytes: Buffer, at: number): number {
  return Math.round(int64(bytes, at) / 1_000) + 946_684_800_000;
}

/**
 * A numeric is digits to the base of 10,000, of which the first counts 10,000 to the power of its weight. Euros are put together
 * apart from their fraction: in units of the last digit both would be above 2^53.
 */
function cents(bytes: Buffer, at: number): number {
  const digits = int16(bytes, at);
  const weight = int16(bytes, at + 2);
  let [euros, hundredths] = [0, 0];
  for (let power = weight; power >= 0; power -= 1) {
    const digit = weight - power;
    euros = euros * 10_000 + (digit < digits ? int16(bytes, at + 8 + 2 * digit) : 0);
  }
  const fraction = weight + 1;
  if (fraction >= 0 && fraction < digits) hundredths = int16(bytes, at + 8 + 2 * fraction) / 100;
  const amount = euros * 100 + hundredths;
  return bytes[at + 4] === 0x40 ? -amount : amount;
}

function int16(bytes: Buffer, at: number): number {
  return (((bytes[at] ?? 0) << 24) | ((bytes[at + 1] ?? 0) << 16)) >> 16;
}
