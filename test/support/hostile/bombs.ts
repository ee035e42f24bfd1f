import { gzipSync } from 'node:zlib';
import { someListing } from '../listings.ts';

const member = gzipSync('a\n');
const line = JSON.stringify({ ...someListing(), reference: 'swollen', observed_at: '2024-01-01T00:00:00Z' });

/** Of a body that unfolds to so many bytes. */
function unfolding(
  bytes: number,
  { begin = '', fill, end = '' }: { begin?: string; fill: string; end?: string },
): Buffer {
  return gzipSync(`${begin}${fill.repeat(bytes / fill.length)}${end}`, { level: 9 });
}

/** Bodies that are said to be gzips: some unfold to far more than they are, others to nothing. */
export function bombs(bytes: number): Record<string, Buffer> {
  const whole = gzipSync(line);
  const sound = (at: number, value: number) => Buffer.from(whole).fill(value, at, at + 1);
  return {
    'of zeros': unfolding(bytes, { fill: '\0' }),
    'of blank lines': unfolding(bytes, { fill: '\n' }),
    'of one long line': unfolding(bytes, { begin: '{"name":"', fill: 'x', end: '"}' }),
    'of lines that are no JSON': unfolding(bytes / 64, { fill: 'a\n' }),
    'of opening brackets': unfolding(bytes, { fill: '[' }),
    'in a gzip': gzipSync(unfolding(bytes, { fill: '\0' })),
    'of many small ones': Buffer.concat(Array.from({ length: 5_000 }, () => member)),
    'that breaks off': whole.subarray(0, -9),
    'without its end': whole.subarray(0, -8),
    'of another sum': sound(whole.length - 8, 0x55),
    'of another length': sound(whole.length - 1, 0x55),
    'of another method': sound(2, 7),
    'with a name that does not end': Buffer.concat([
      Buffer.from([0x1f, 0x8b, 8, 8, 0, 0, 0, 0, 0, 3]),
      Buffer.alloc(70_000, 'x'),
    ]),
    'with rubbish behind it': Buffer.concat([whole, Buffer.alloc(1_000, 'x')]),
    'that is a header alone': whole.subarray(0, 10),
    'of two bytes': whole.subarray(0, 2),
  };
}
