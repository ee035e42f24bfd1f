import type { Queryable } from '../../db/queryable.ts';
import { refuseImpossible } from '../../listings/search/refuse-impossible.ts';
import { type Filters, filters as filterNames } from '../../listings/search/search-query.ts';
import { selectFound } from './found-listings.sql.ts';
import { type MarketFilters, presentFilters } from './market-filters.ts';
import { selectPlaceKeys } from './place-keys.sql.ts';

/** Where filters are looked up: quick reads, and searches. */
export type Lookups = { reads: Queryable; searches: Queryable };

/**
 * What the filters of a query mean in the lake. Those that only the present can be asked by are searched by now; the others
 * are asked of listings as they were at each moment.
 * @throws AppError `invalid` for filters that exclude each other, or that known_at excludes
 */
export async function readFilters(
  { reads, searches }: Lookups,
  query: Filters & { known_at?: string },
): Promise<MarketFilters> {
  const given = filtersOf(query);
  refuseImpossible({ ...given, ...(query.known_at === undefined ? {} : { known_at: query.known_at }) });
  const present = presentFilters(given);
  return {
    ...given,
    ...(await selectPlaceKeys(reads, given)),
    ...(present ? { found: await selectFound(searches, present) } : {}),
  };
}

function filtersOf(query: Filters): Filters {
  const names = Object.keys(filterNames) as (keyof Filters)[];
  return Object.fromEntries(names.filter((name) => query[name] !== undefined).map((name) => [name, query[name]]));
}
