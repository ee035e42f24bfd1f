import { invalid } from './checker.ts';
import { decodeCursor, encodeCursor } from './cursor.ts';

export const tokenHeader = 'consistency-token';

const order = 'wal';

/** What a read has to bring to see a write: how far the write-ahead log was after it, in bytes, as an opaque text. */
export function encodeToken(position: number): string {
  return encodeCursor(order, [position]);
}

/** @throws AppError `invalid` for a token that is none. */
export function readToken(headers: Readonly<Record<string, string | string[] | undefined>>): number | undefined {
  const token = headers[tokenHeader];
  if (token === undefined) return undefined;
  const [position, ...more] = decodeCursor(order, String(token)) ?? [];
  if (Number.isSafeInteger(position) && Number(position) >= 0 && more.length === 0) return Number(position);
  const detail = 'must be taken from the answer to a write, the latest of several';
  throw invalid([{ parameter: 'Consistency-Token', detail }], 'header');
}
