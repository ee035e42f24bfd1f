import { invalid } from './checker.ts';
import { decodeCursor, encodeCursor } from './cursor.ts';

export const tokenHeader = 'consistency-token';

const order = 'wal';

/** What a read has to bring to see a write: how far the write-ahead log was after it, in bytes, as an opaque text. */
export function encodeToken(position: number): string {
  return encodeCursor(order, [position]);
}

/**
 * How far what answers has to be: as far as the furthest of the tokens, where there are several (RFC 9110, 5.6.1).
 * @throws AppError `invalid` for a token that is none.
 */
export function readToken(headers: Readonly<Record<string, string | string[] | undefined>>): number | undefined {
  const tokens = headers[tokenHeader];
  return tokens === undefined ? undefined : Math.max(...String(tokens).split(',').map(decodeToken));
}

function decodeToken(token: string): number {
  const [position, ...more] = decodeCursor(order, token.trim()) ?? [];
  if (Number.isSafeInteger(position) && Number(position) >= 0 && more.length === 0) return Number(position);
  const detail = 'must be taken from the answer to a write or of the feed; several are written with commas';
  throw invalid([{ parameter: 'Consistency-Token', detail }], 'header');
}
