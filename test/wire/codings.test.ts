import assert from 'node:assert/strict';
import { test } from 'node:test';
import { acceptedCodings } from '../../src/wire/codings.ts';

const chosen: [string | undefined, string[], boolean][] = [
  [undefined, [], true],
  ['', [], true],
  ['identity', [], true],
  ['gzip', ['gzip'], true],
  ['x-gzip', ['gzip'], true],
  ['GZip', ['gzip'], true],
  ['gzip, deflate, br, zstd', ['zstd', 'br', 'gzip'], true],
  ['gzip,br', ['br', 'gzip'], true],
  ['*', ['zstd', 'br', 'gzip'], true],
  ['*;q=0.1, gzip', ['gzip', 'zstd', 'br'], true],
  ['br;q=0.5, gzip;q=0.8', ['gzip', 'br'], true],
  ['br;q=0.001, gzip;q=0', ['br'], true],
  ['zstd;q=0, *', ['br', 'gzip'], true],
  ['identity, gzip;q=0.5', [], true],
  ['identity;q=0.5, gzip', ['gzip'], true],
  ['identity;q=0.5, gzip;q=0.4, br;q=0.6', ['br'], true],
  ['identity;q=0', [], true],
  ['identity;q=0, gzip', ['gzip'], false],
  ['*;q=0', [], true],
  ['*;q=0, br', ['br'], false],
  ['*;q=0, identity;q=0.1', [], true],
  ['deflate, compress, dcb, exi', [], true],
  ['deflate, gzip ; q = 1.000 ', ['gzip'], true],
  ['gzip;q=2, br;q=-1, zstd;q=x', [], true],
  ['gzip;q=0.1234, br;q=', [], true],
  ['gzip;level=9, br', ['br'], true],
  [',, ,gzip,', ['gzip'], true],
];
for (const [header, codings, plain] of chosen) {
  test(`Accept-Encoding: ${header} leads to ${codings.join(', ') || 'none'}, plain bodies ${plain ? 'taken' : 'refused'}`, () => {
    assert.deepEqual(acceptedCodings(header), { codings, plain });
  });
}
