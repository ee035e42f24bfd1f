import type { Filters } from '../../listings/search/search-query.ts';

/** Filters of what listings are now: a search finds them, and figures are of what it found. */
const presentNames = ['q', 'price_dropped_since', 'min_drop_pct', 'price_changed_since', 'ever_below'] as const;

/** What a price has to be at the moment that a figure is of. */
const priceNames = ['price_min', 'price_max', 'price_per_m2_max'] as const;

export type MarketFilters = Filters & {
  /** What the city is found by, where one is asked for. */
  city_key?: string | undefined;
  postal_code_key?: string | undefined;
  /** Found by a search of what is now; undefined: no filter asks for one. */
  found?: readonly number[] | undefined;
};

/** The filters that only the present can be asked by; undefined: there is none. */
export function presentFilters(given: Filters): Filters | undefined {
  const names = presentNames.filter((name) => given[name] !== undefined);
  return names.length === 0 ? undefined : Object.fromEntries(names.map((name) => [name, given[name]]));
}

/** Whether they ask more of a listing at the end of a period than its attributes. */
export function askOfPrices(given: Filters): boolean {
  return given.updated_since !== undefined || priceNames.some((name) => given[name] !== undefined);
}
