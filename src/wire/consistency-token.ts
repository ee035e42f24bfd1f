import { invalid } from './checker.ts';
import { decodeCursor, encodeCursor } from './cursor.ts';

export const tokenHeader = 'consistency-token';

const order = 'wal';

/** What a read has to bring to see a write: how far the write-ahead log was after it, in bytes, as an opaque text. */
export function encodeToken(position: number): string {
  return encodeCursor(order, [position]);
}

/**
 * How far what answers has to be: as far as the furthest of the tokens, where there are several. Empty ones are passed over
 * (RFC 9110, 5.6.1.2).
 * @throws AppError `invalid` for a token that is none.
 */
export function readToken(headers: Readonly<Record<string, string | string[] | undefined>>): number | undefined {
  const sent = headers[tokenHeader];
  if (sent === undefined) return undefined;
  const tokens = String(sent)
    .split(',')
    .map((token) => token.trim());
  const named = tokens.filter((token) => token !== '');
  return Math.max(...(named.length > 0 ? named : tokens).map(decodeToken));
}

function decodeToken(token: string): number {
  const [position, ...more] = decodeCursor(order, token) ?? [];
  if (Number.isSafeInteger(position) && Number(position) >= 0 && more.length === 0) return Number(position);
  const detail = 'must be taken from the answer to a write or of the feed; several are written with commas';
  throw invalid([{ parameter: 'Consistency-Token', detail }], 'header');
}
