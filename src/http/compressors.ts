import type { Transform } from 'node:stream';
import { promisify } from 'node:util';
import {
  brotliCompress,
  constants,
  createBrotliCompress,
  createGzip,
  createZstdCompress,
  gzip,
  zstdCompress,
} from 'node:zlib';
import type { Coding } from '../wire/codings.ts';

/** Each works on a thread of its own, beside the one that answers requests. */
type Compressor = { whole(body: string | Buffer): Promise<Buffer>; stream(): Transform };

// Every answer is compressed anew, so the levels are those that cost little: brotli's default, 11, is for files.
const br = {
  params: { [constants.BROTLI_PARAM_QUALITY]: 4, [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_TEXT },
};
const zstd = { params: { [constants.ZSTD_c_compressionLevel]: 3 } };

const [brotliWhole, gzipWhole, zstdWhole] = [promisify(brotliCompress), promisify(gzip), promisify(zstdCompress)];

export const compressors: Readonly<Record<Coding, Compressor>> = {
  zstd: { whole: (body) => zstdWhole(body, zstd), stream: () => createZstdCompress(zstd) },
  br: { whole: (body) => brotliWhole(body, br), stream: () => createBrotliCompress(br) },
  gzip: { whole: (body) => gzipWhole(body), stream: () => createGzip() },
};
