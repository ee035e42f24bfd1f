import type { Instant } from '../../db/values.ts';
import type { Listing } from '../../listings/listing.ts';
import { readListingWithHistory } from '../../listings/read-listing.ts';
import { clockSkewMs } from '../../wire/instant.ts';
import { type Row, rowsOfTable } from '../duckdb/rows-of-table.ts';
import type { Market } from '../market.ts';
import { leastSurfaceM2 } from './homes.sql.ts';
import { usualMinCount } from './min-count.ts';
import { type Periods, thisSecond } from './periods.ts';
import { readFilters } from './population.ts';
import type { Asking } from './read-series.ts';
import { standingQuestion } from './standing.sql.ts';
import type { Standing, StandingQuery } from './standing-query.ts';

/**
 * Where a listing stands among those of its city, its kind and about its size, as they are now (docs/market.md). What is its own is
 * as the tables have it; the others are as they were at the instant that is told.
 * @throws AppError `not_found`
 */
export async function readStanding(
  market: Market,
  { id, query }: { id: string; query: StandingQuery },
  { lookups, signal }: Asking,
): Promise<{ standing: Standing; asOf: Instant }> {
  const { listing } = await readListingWithHistory(lookups.reads, id);
  const { city, country } = listing.postal_address;
  const alike = await readFilters(lookups, { city, country });
  const { paths, asOf } = await market.moment(query);
  const pricePerM2 = pricePerM2Of(listing);
  const question = standingQuestion({
    source: { paths, knownAt: undefined },
    filters: { ...alike, building_type: [listing.building_type as 'HOUSE'] },
    ...{ periods: thisMoment(), listingId: listing.id, surfaceM2: listing.surface_area_m2, pricePerM2 },
  });
  const minCount = query.min_count ?? usualMinCount;
  const others = othersIn(rowsOfTable(await market.ask(question, signal)), minCount);
  return { standing: standingOf(listing, { pricePerM2, others, minCount }), asOf };
}

/** Undefined: it has no surface to speak of. */
function pricePerM2Of({ latest_price_eur, surface_area_m2 }: Listing): number | undefined {
  return surface_area_m2 < leastSurfaceM2 ? undefined : latest_price_eur / surface_area_m2;
}

/** Up to the clocks that are ahead. */
function thisMoment(): Periods {
  const now = thisSecond();
  return { name: 'span', starts: [now], end: now + clockSkewMs };
}

/** Of the narrowest sizes with enough listings, else of any size; undefined: there is none. */
function othersIn(rows: readonly Row[], minCount: number): Row | undefined {
  return rows.find(({ count, band }) => band === null || Number(count) >= minCount);
}

type Compared = { pricePerM2: number | undefined; others: Row | undefined; minCount: number };

function standingOf(
  { id, building_type, postal_address: { country, city }, history }: Listing,
  { pricePerM2, others, minCount }: Compared,
): Standing {
  const count = Number(others?.count ?? 0);
  const band = others?.band;
  return {
    ...{ listing_id: id, cuts: history?.cuts ?? 0 },
    ...(pricePerM2 === undefined ? {} : { price_per_m2: cents(pricePerM2) }),
    comparable: { country, city, building_type, ...(band == null ? {} : { size_within_pct: Number(band) }), count },
    ...(others && count >= minCount ? cutsOf(others, count) : {}),
    ...(others && Number(others.with_surface) >= minCount ? pricesOf(others, pricePerM2) : {}),
  };
}

function cutsOf(others: Row, count: number): Partial<Standing> {
  return { cuts_per_listing: Number(others.cuts), cut_share: Number(others.listings_cut) / count };
}

function pricesOf(others: Row, pricePerM2: number | undefined): Partial<Standing> {
  const median = Number(others.median);
  const quartiles = {
    p25_price_per_m2: cents(others.p25),
    median_price_per_m2: cents(median),
    p75_price_per_m2: cents(others.p75),
  };
  if (pricePerM2 === undefined) return quartiles;
  return {
    ...quartiles,
    ...(median === 0 ? {} : { difference_pct: (pricePerM2 / median - 1) * 100 }),
    cheaper_share: Number(others.cheaper) / Number(others.with_surface),
  };
}

function cents(value: unknown): number {
  return Math.round(Number(value) * 100) / 100;
}
