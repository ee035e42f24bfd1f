import { createHash } from 'node:crypto';
import { invalid } from '../../wire/checker.ts';
import { decodeCursor, encodeCursor } from '../../wire/cursor.ts';
import { parseInstant } from '../../wire/instant.ts';
import { pointInTime } from '../point-in-time.ts';
import { filters, type ListingQuery } from './search-query.ts';

/** A row that a page begins behind: what it is ordered by, and its id. */
type PagePlace = { key: string | number | null; id: number };

/** Where to go on: behind a row, or before one; inclusive where the row itself, if it is still there, was on no page yet. */
export type PageCursor = PagePlace & Direction;
type Direction = { backwards: boolean; inclusive: boolean };

const directions: readonly Direction[] = [false, true].flatMap((inclusive) =>
  [false, true].map((backwards) => ({ backwards, inclusive })),
);
const onward: readonly Direction[] = [{ backwards: false, inclusive: false }];

export function encodePageCursor(query: ListingQuery, { key, id, ...direction }: PageCursor): string {
  return encodeCursor(scopeOf(query, direction), byId(query) ? [id] : [key, id]);
}

/** @throws AppError `invalid` for a cursor that is none, or of another search or order. */
export function decodePageCursor(query: ListingQuery): PageCursor | undefined {
  const { after, as_of, known_at } = query;
  if (after === undefined) return undefined;
  const isNow = as_of === undefined && known_at === undefined; // pages of the past lead on only
  for (const direction of isNow ? directions : onward) {
    const place = placeOf(query, decodeCursor(scopeOf(query, direction), after));
    if (place) return { ...place, ...direction };
  }
  throw invalid(
    [
      {
        parameter: 'after',
        detail: 'must be taken from the Link header of a page of the same search in the same order',
      },
    ],
    'query',
  );
}

function byId({ sort = 'id' }: ListingQuery): boolean {
  return sort === 'id' || sort === '-id';
}

/** The search, its point in time, the order and the direction that a cursor belongs to. */
function scopeOf(query: ListingQuery, { backwards, inclusive }: Direction): string {
  const { sort = 'id' } = query;
  const asked = Object.keys({ ...filters, ...pointInTime }).map((name) => query[name as keyof ListingQuery]);
  const search = asked.some((value) => value !== undefined)
    ? createHash('sha256').update(JSON.stringify(asked)).digest('base64url').slice(0, 8)
    : '';
  const traits = [search, backwards ? 'back' : '', inclusive ? 'from' : ''];
  return [sort, ...traits.filter((trait) => trait !== '')].join(' ');
}

function placeOf(query: ListingQuery, keys: unknown[] | undefined): PagePlace | undefined {
  if (keys === undefined || keys.length !== (byId(query) ? 1 : 2)) return undefined;
  const id = keys.at(-1);
  if (typeof id !== 'number' || !Number.isSafeInteger(id) || id <= 0) return undefined;
  if (byId(query)) return { key: id, id };
  const [key] = keys;
  return isKey(query, key) ? { key, id } : undefined;
}

/** A cursor may be made up: what is in it must be of the type of what rows are ordered by. */
function isKey({ sort }: ListingQuery, key: unknown): key is PagePlace['key'] {
  if (sort?.endsWith('_date')) return typeof key === 'string' && parseInstant(key) === key;
  if (sort?.endsWith('price_per_m2') && key === null) return true;
  return typeof key === 'number' && Number.isFinite(key);
}
