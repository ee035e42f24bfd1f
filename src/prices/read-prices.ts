import { type Static, Type } from 'typebox';
import type { Queryable } from '../db/queryable.ts';
import type { Instant } from '../db/values.ts';
import { noSuchListing, parseListingId } from '../listings/listing-id.ts';
import { selectVersion } from '../listings/listings.sql.ts';
import type { Bound, PointInTime } from '../listings/point-in-time.ts';
import { pointInTime } from '../listings/point-in-time.ts';
import { invalid } from '../wire/checker.ts';
import { decodeCursor, encodeCursor } from '../wire/cursor.ts';
import { parseInstant } from '../wire/instant.ts';
import { rfc3339Instant } from '../wire/schemas.ts';
import type { Price, PriceDetail } from './price.ts';
import {
  type PriceDetailRow,
  type PriceRange,
  type PriceRow,
  selectDetailsState,
  selectHistory,
  selectPriceDetails,
  selectPrices,
  wholeHistory,
} from './prices.sql.ts';

const mostPrices = 10_000;
const usualPrices = wholeHistory;

export const PriceQuery = Type.Object(
  {
    from: Type.Optional(rfc3339Instant('Prices that hold from this instant on or later.')),
    to: Type.Optional(rfc3339Instant('Prices that hold from before this instant.')),
    known_at: pointInTime.known_at,
    order: Type.Optional(
      Type.Enum(['asc', 'desc'], {
        ...{ default: 'asc', description: 'Oldest first, or newest first.', 'x-expected': 'asc or desc' },
      }),
    ),
    limit: Type.Optional(
      Type.Integer({
        ...{ minimum: 1, maximum: mostPrices, default: usualPrices, description: 'How many prices a page has.' },
        'x-expected': `a whole number from 1 to ${mostPrices}`,
      }),
    ),
    after: Type.Optional(Type.String({ description: 'Where the page before ended: taken from its Link header.' })),
    detail: Type.Optional(
      Type.Enum(['full'], {
        description:
          'Each price with all that is known of it. Never immutable: actors and reasons go when the feed is trimmed, which changes the ETag.',
        'x-expected': 'full',
      }),
    ),
  },
  { additionalProperties: false },
);
export type PriceQuery = Static<typeof PriceQuery>;

/** What an ETag of prices is made of. */
export type PricesState = {
  /** Of the listing, whose prices change with every version only. */
  version: number;
  /** Of details, which name actors and reasons: up to where those were removed; undefined: none were. */
  trimmedTo: string | undefined;
};

export type PricePage = PricesState & {
  prices: Price[];
  /** The query of the next page; none where this is the last. */
  next: PriceQuery | undefined;
};

/**
 * The prices of a listing, as known then.
 * @throws AppError `not_found`, `invalid` for a cursor that is none.
 */
export async function readPrices(
  db: Queryable,
  { id, query, knownAt }: { id: string; query: PriceQuery } & Pick<PointInTime, 'knownAt'>,
): Promise<PricePage> {
  const { limit = usualPrices } = query;
  const range = { ...rangeOf(query), listingId: parseListingId(id), knownAt, limit: limit + 1 };
  const { version, trimmedTo, prices } =
    query.detail === 'full'
      ? pageOf(id, await selectPriceDetails(db, range), toPriceDetail)
      : pageOf(id, await (isWhole(query) ? selectHistory(db, range.listingId) : selectPrices(db, range)), toPrice);
  const last = prices[limit - 1];
  const next =
    prices.length > limit && last ? { ...query, after: encodeCursor('price', [last.created_date]) } : undefined;
  return { prices: prices.slice(0, limit), version, trimmedTo, next };
}

/**
 * What names the state of a page, by one row instead of its prices. A page that is read later may be of a later state: it
 * comes with its own.
 * @throws AppError as `readPrices` does
 */
export async function readPricesState(
  db: Queryable,
  { id, query }: { id: string; query: PriceQuery },
): Promise<PricesState> {
  rangeOf(query);
  const listingId = parseListingId(id);
  if (query.detail === 'full') {
    const state = await selectDetailsState(db, listingId);
    if (state) return { version: state.version, trimmedTo: state.trimmed_to ?? undefined };
  } else {
    const version = await selectVersion(db, listingId);
    if (version !== undefined) return { version, trimmedTo: undefined };
  }
  throw noSuchListing(id);
}

/** The price that holds from exactly this instant on. */
export async function readPriceDetail(
  db: Queryable,
  id: string,
  effectiveAt: Instant,
): Promise<{ price: PriceDetail; version: number }> {
  const range = {
    listingId: id,
    knownAt: 'infinity',
    from: effectiveAt,
    to: 'infinity',
    order: 'asc',
    limit: 1,
  } as const;
  const { version, prices } = pageOf(id, await selectPriceDetails(db, range), toPriceDetail);
  const [price] = prices;
  if (!price) throw new Error(`listing ${id} has no price at ${effectiveAt}`);
  return { price, version };
}

/** Whether nothing was asked for but the history, from its start and as known now. */
function isWhole(query: PriceQuery): boolean {
  return Object.keys(query).length === 0;
}

function pageOf<Row extends PriceRow | PriceDetailRow, T extends Price>(
  id: string,
  rows: Row[],
  toItem: (row: Row & { price_eur: number }) => T,
): { version: number; trimmedTo: string | undefined; prices: T[] } {
  const [first] = rows;
  if (!first) throw noSuchListing(id);
  const trimmedTo = 'trimmed_to' in first ? (first.trimmed_to ?? undefined) : undefined;
  return { version: first.version, trimmedTo, prices: rows.flatMap((row) => (hasPrice(row) ? [toItem(row)] : [])) };
}

function hasPrice<Row extends { price_eur: number | null }>(row: Row): row is Row & { price_eur: number } {
  return row.price_eur !== null;
}

function toPrice({ price_eur, created_date }: PriceRow & { price_eur: number }): Price {
  return { price_eur, created_date };
}

function toPriceDetail(row: PriceDetailRow & { price_eur: number }): PriceDetail {
  const { price_eur, effective_at, recorded_at, until, before, actor, reason } = row;
  return {
    ...{ price_eur, created_date: effective_at, effective_at, recorded_at },
    ...(until === null ? {} : { until }),
    ...(before === null ? {} : { change_eur: cents(price_eur - before) }),
    ...(before === null || before === 0 ? {} : { change_pct: cents(((price_eur - before) / before) * 100) }),
    ...(actor === null ? {} : { actor }),
    ...(reason === null ? {} : { reason }),
  };
}

/** To two decimals: differences of exact cents are not exact in binary. */
function cents(value: number): number {
  return Number(value.toFixed(2));
}

function rangeOf({ from, to, order = 'asc', after }: PriceQuery): Pick<PriceRange, 'from' | 'to' | 'order'> {
  const range = { from: boundOf(from, '-infinity'), to: boundOf(to, 'infinity'), order };
  if (range.from > range.to) throw invalid([{ parameter: 'from', detail: 'must not be after to' }], 'query');
  if (after === undefined) return range;
  const [at, ...more] = decodeCursor('price', after) ?? [];
  const instant = typeof at === 'string' && more.length === 0 ? parseInstant(at) : undefined;
  if (instant === undefined || instant >= endOfInstants)
    throw invalid([{ parameter: 'after', detail: 'must be taken from the Link header of a page' }], 'query');
  return order === 'asc'
    ? { ...range, from: later(range.from, millisecondAfter(instant)) }
    : { ...range, to: sooner(range.to, instant) };
}

/** No price holds from so late on. After the last millisecond of 9999 comes a year that does not sort as text. */
const endOfInstants = '9999';

function boundOf(text: string | undefined, none: Bound): Bound {
  return (text === undefined ? undefined : parseInstant(text)) ?? none;
}

/** Instants are whole milliseconds: the first one after this. */
function millisecondAfter(instant: Instant): Instant {
  return new Date(Date.parse(instant) + 1).toISOString();
}

function later(bound: Bound, instant: Instant): Bound {
  return bound === '-infinity' || (bound !== 'infinity' && bound < instant) ? instant : bound;
}

function sooner(bound: Bound, instant: Instant): Bound {
  return bound === 'infinity' || (bound !== '-infinity' && bound > instant) ? instant : bound;
}
