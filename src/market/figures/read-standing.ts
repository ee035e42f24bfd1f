import type { Instant } from '../../db/values.ts';
import { AppError } from '../../errors.ts';
import type { Listing } from '../../listings/listing.ts';
import { readListingAsOf } from '../../listings/read-listing.ts';
import { clockSkewMs } from '../../wire/instant.ts';
import { type Row, rowsOfTable } from '../duckdb/rows-of-table.ts';
import type { Market } from '../market.ts';
import { usualMinCount } from './min-count.ts';
import { type Periods, thisSecond } from './periods.ts';
import { readFilters } from './population.ts';
import type { Asking } from './read-series.ts';
import { standingQuestion } from './standing.sql.ts';
import type { Standing, StandingQuery } from './standing-query.ts';

/**
 * Where a listing stands among those of its city, its kind and about its size, as they are now (docs/market.md).
 * @throws AppError `not_found`; `unavailable` where the lake does not have it yet
 */
export async function readStanding(
  market: Market,
  { id, query }: { id: string; query: StandingQuery },
  { lookups, signal }: Asking,
): Promise<{ standing: Standing; asOf: Instant }> {
  const now = { asOf: 'infinity', knownAt: 'infinity' } as const;
  const { listing } = await readListingAsOf(lookups.reads, id, now);
  const { city, country } = listing.postal_address;
  const alike = await readFilters(lookups, { city, country });
  const { paths, asOf } = await market.moment(query);
  const question = standingQuestion({
    source: { paths, knownAt: undefined },
    filters: { ...alike, building_type: [listing.building_type as 'HOUSE'] },
    ...{ periods: thisMoment(), listingId: listing.id, surfaceM2: listing.surface_area_m2 },
  });
  const rows = rowsOfTable(await market.ask(question, signal));
  const own = rows.find((row) => row.own === true);
  if (!own) {
    const message = `The figures do not have listing ${id} as it is now yet: try again in a few seconds.`;
    throw new AppError('unavailable', message);
  }
  const others = othersIn(rows, query.min_count ?? usualMinCount);
  return { standing: standingOf(listing, { own, others, minCount: query.min_count ?? usualMinCount }), asOf };
}

/** Up to the clocks that are ahead. */
function thisMoment(): Periods {
  const now = thisSecond();
  return { name: 'span', starts: [now], end: now + clockSkewMs };
}

/** Of the narrowest sizes with enough listings, else of any size; undefined: there is none. */
function othersIn(rows: readonly Row[], minCount: number): Row | undefined {
  const others = rows.filter((row) => row.own === false);
  return others.find(({ count, band }) => band === null || Number(count) >= minCount);
}

type Compared = { own: Row; others: Row | undefined; minCount: number };

function standingOf({ id, building_type, postal_address }: Listing, { own, others, minCount }: Compared): Standing {
  const { country, city } = postal_address;
  const count = Number(others?.count ?? 0);
  const band = others?.band;
  return {
    ...{ listing_id: id, cuts: Number(own.cuts) },
    ...(own.median === null ? {} : { price_per_m2: cents(own.median) }),
    comparable: { country, city, building_type, ...(band == null ? {} : { size_within_pct: Number(band) }), count },
    ...(others && count >= minCount ? cutsOf(others, count) : {}),
    ...(others && Number(others.with_surface) >= minCount ? pricesOf(others, own) : {}),
  };
}

function cutsOf(others: Row, count: number): Partial<Standing> {
  return { cuts_per_listing: Number(others.cuts), cut_share: Number(others.listings_cut) / count };
}

function pricesOf(others: Row, own: Row): Partial<Standing> {
  const median = Number(others.median);
  const quartiles = {
    p25_price_per_m2: cents(others.p25),
    median_price_per_m2: cents(median),
    p75_price_per_m2: cents(others.p75),
  };
  if (own.median === null) return quartiles;
  return {
    ...quartiles,
    ...(median === 0 ? {} : { difference_pct: (Number(own.median) / median - 1) * 100 }),
    cheaper_share: Number(others.cheaper) / Number(others.with_surface),
  };
}

function cents(value: unknown): number {
  return Math.round(Number(value) * 100) / 100;
}
