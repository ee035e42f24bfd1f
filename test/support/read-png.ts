import assert from 'node:assert/strict';
import { inflateSync } from 'node:zlib';

export type Pixels = {
  width: number;
  height: number;
  /** A colour as #rrggbb. */
  at(x: number, y: number): string;
};

const signature = '89504e470d0a1a0a';
const bytesOfPixel = 4;

/** Reads a PNG of 8-bit RGBA that is not interlaced (W3C PNG, third edition). */
export function readPng(bytes: Buffer): Pixels {
  assert.equal(bytes.toString('hex', 0, 8), signature);
  const [width, height] = [bytes.readUInt32BE(16), bytes.readUInt32BE(20)];
  assert.deepEqual([...bytes.subarray(24, 29)], [8, 6, 0, 0, 0]);
  const rows = unfilter(inflateSync(dataOf(bytes)), { width, height });
  const at = (x: number, y: number) => {
    const start = (y * width + x) * bytesOfPixel;
    return `#${rows.toString('hex', start, start + 3)}`;
  };
  return { width, height, at };
}

function dataOf(bytes: Buffer): Buffer {
  const parts: Buffer[] = [];
  for (let at = 8; at < bytes.length; ) {
    const length = bytes.readUInt32BE(at);
    if (bytes.toString('latin1', at + 4, at + 8) === 'IDAT') parts.push(bytes.subarray(at + 8, at + 8 + length));
    at += length + 12;
  }
  return Buffer.concat(parts);
}

function unfilter(data: Buffer, { width, height }: { width: number; height: number }): Buffer {
  const line = width * bytesOfPixel;
  const rows = Buffer.alloc(line * height);
  /** Of a line above the first, or left of a line, all is 0. */
  const known = (x: number, y: number) => (x < 0 || y < 0 ? 0 : (rows[y * line + x] ?? 0));
  for (let y = 0; y < height; y += 1) {
    const filter = data[y * (line + 1)] ?? 0;
    for (let x = 0; x < line; x += 1) {
      const [left, up, corner] = [known(x - bytesOfPixel, y), known(x, y - 1), known(x - bytesOfPixel, y - 1)];
      rows[y * line + x] = (data[y * (line + 1) + 1 + x] ?? 0) + predicted(filter, { left, up, corner });
    }
  }
  return rows;
}

function predicted(filter: number, { left, up, corner }: { left: number; up: number; corner: number }): number {
  switch (filter) {
    case 1:
      return left;
    case 2:
      return up;
    case 3:
      return Math.floor((left + up) / 2);
    case 4:
      return paeth(left, up, corner);
    default:
      return 0;
  }
}

function paeth(left: number, up: number, corner: number): number {
  const estimate = left + up - corner;
  const [a, b, c] = [left, up, corner].map((each) => Math.abs(estimate - each)) as [number, number, number];
  if (a <= b && a <= c) return left;
  return b <= c ? up : corner;
}
