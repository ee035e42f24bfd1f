import type { Queryable } from '../../db/queryable.ts';
import type { Instant } from '../../db/values.ts';
import { AppError } from '../../errors.ts';
import type { Listing } from '../../listings/listing.ts';
import type { PointInTime } from '../../listings/point-in-time.ts';
import { readListingAsOf } from '../../listings/read-listing.ts';
import { invalid } from '../../wire/checker.ts';
import { type Row, rowsOfTable } from '../duckdb/rows-of-table.ts';
import type { Market } from '../market.ts';
import { moversQuestion } from './movers.sql.ts';
import type { Mover, MoversQuery } from './movers-query.ts';
import { instantOf, type Periods, thisSecond } from './periods.ts';
import { readFilters } from './population.ts';
import type { Asking } from './read-series.ts';
import { instantOfDay } from './series-query.ts';

const usual = { direction: 'cuts', sort: 'percent', limit: 20, spanMs: 30 * 86_400_000 } as const;

type Figures = Omit<Mover, 'listing'>;

/**
 * The listings whose price moved most between two instants (docs/market.md); where that is wanted, with the listings as they were at the end.
 * @throws AppError `invalid`, `too_costly`, `overloaded`, `unavailable`
 */
export async function readMovers(
  market: Market,
  query: MoversQuery,
  { lookups, signal, withListings }: Asking & { withListings: boolean },
): Promise<{ movers: (Mover | Figures)[]; asOf: Instant }> {
  const { direction = usual.direction, sort = usual.sort, limit = usual.limit } = query;
  const filters = await readFilters(lookups, query);
  const { paths, knownAt, asOf } = await market.moment(query);
  const periods = spanOf(query, knownAt === undefined ? thisSecond() : Date.parse(knownAt));
  const source = { paths, knownAt };
  const table = await market.ask(moversQuestion({ source, filters, periods, direction, sort, limit }), signal);
  const movers = rowsOfTable(table).map(figuresOf);
  if (!withListings) return { movers, asOf };
  const isNow = query.to === undefined && knownAt === undefined;
  const at = { asOf: isNow ? 'infinity' : instantOf(periods.end - 1), knownAt: knownAt ?? 'infinity' } as const;
  const found = await Promise.all(movers.map(async (mover) => await moverOf(lookups.reads, mover, at)));
  return { movers: found.filter((mover) => mover !== undefined), asOf };
}

function spanOf(query: MoversQuery, now: number): Periods {
  const to = Math.min(given(query.to) ?? now + 1, now + 1);
  const from = given(query.from) ?? to - usual.spanMs;
  if (from < to) return { name: 'span', starts: [from], end: to };
  const end = query.known_at === undefined ? 'now' : 'known_at';
  const detail = query.to === undefined ? `must be before ${end}` : `must be before to, and before ${end}`;
  throw invalid([{ parameter: 'from', detail }], 'query');
}

function given(text: string | undefined): number | undefined {
  return text === undefined ? undefined : instantOfDay(text);
}

function figuresOf(row: Row): Figures {
  const number = (name: string) => Number(row[name]);
  return {
    ...{ listing_id: number('listing_id'), from_eur: number('was'), to_eur: number('became') },
    ...{ change_eur: number('change_eur'), change_pct: number('change_pct') },
    ...{ cuts: number('cuts'), changes: number('changes'), changed_date: String(row.changed_date) },
  };
}

/** Undefined for a listing that was deleted since. */
async function moverOf(reads: Queryable, figures: Figures, at: PointInTime): Promise<Mover | undefined> {
  const listing = await listingThere(reads, String(figures.listing_id), at);
  return listing && { ...figures, listing };
}

async function listingThere(reads: Queryable, id: string, at: PointInTime): Promise<Listing | undefined> {
  try {
    return (await readListingAsOf(reads, id, at)).listing;
  } catch (error) {
    if (error instanceof AppError && error.code === 'not_found') return undefined;
    throw error;
  }
}
