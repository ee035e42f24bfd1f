import { dayMs } from '../../../src/drawing/days.ts';
import { type BuildingType, buildingTypes, type ListingQuery } from '../api/types.ts';
import { placeIn } from '../parts/chosen-place.ts';
import { type LimitName, limitIn, limitNames } from './limits.ts';

/** In which order listings come, by the words of the API. */
export const sorts = [
  ...(['-updated_date', '-created_date', 'latest_price_eur', '-latest_price_eur'] as const),
  ...(['price_per_m2', '-price_per_m2', '-surface_area_m2', 'largest_drop'] as const),
];
export type Sort = (typeof sorts)[number];
export const usualSort: Sort = '-updated_date';

/** Since when the price dropped, in days. */
export const dropWindows = [1, 7, 30, 90, 365] as const;

/** Within so many days the largest drop is meant, where nothing else is said. */
export const usualWindow = 30;

/** What is looked for, as the address of the page holds it; numbers as the API takes them. */
export type ListingSearch = { [Name in LimitName]?: string } & {
  q?: string;
  city?: string;
  country?: string;
  postal_code?: string;
  type?: BuildingType;
  /** In days. */
  dropped?: string;
  sort?: Sort;
};

const texts = ['q', 'city', 'country', 'postal_code'] as const;

/** What an address asks for; what it cannot ask for is left out. */
export function searchOf(params: URLSearchParams): ListingSearch {
  const search: ListingSearch = {};
  for (const name of texts) {
    const text = params.get(name)?.trim();
    if (text) search[name] = text;
  }
  for (const name of limitNames) {
    const limit = limitIn(params.get(name), name);
    if (limit) search[name] = limit;
  }
  const type = buildingTypes.find((each) => each === params.get('type'));
  if (type) search.type = type;
  const dropped = dropWindows.find((days) => String(days) === params.get('dropped'));
  if (dropped) search.dropped = String(dropped);
  const sort = sorts.find((each) => each === params.get('sort'));
  if (sort && (sort !== 'largest_drop' || dropped)) search.sort = sort;
  return search;
}

/** The address of a search, in the order of the form; what is usual is not said. */
export function paramsOf(search: ListingSearch): URLSearchParams {
  const names = [...texts, 'type', ...limitNames, 'dropped', 'sort'] as const;
  const said = names.flatMap((name): [string, string][] => (search[name] ? [[name, search[name]]] : []));
  return new URLSearchParams(said.filter(([name, value]) => name !== 'sort' || value !== usualSort));
}

/** A search in another order. The largest drop is one within a time: where none was chosen, it chooses one. */
export function inOrder(search: ListingSearch, sort: Sort): ListingSearch {
  const dropped = search.dropped ?? (sort === 'largest_drop' ? String(usualWindow) : undefined);
  return { ...search, ...(dropped !== undefined && { dropped }), sort };
}

/** How many things are asked for, the order aside. */
export function countAsked(search: ListingSearch): number {
  const { sort: _, country, postal_code, ...rest } = search;
  return Object.keys(rest).length + (search.city === undefined && (country ?? postal_code) ? 1 : 0);
}

/** The query of the API. @param now in UTC milliseconds, for windows that end now */
export function queryOf(search: ListingSearch, now: number): ListingQuery {
  const { type, dropped, sort = usualSort, q, city, country, postal_code, ...limits } = search;
  const within = Object.fromEntries(Object.entries(limits).map(([name, text]) => [name, Number(text)]));
  return {
    ...(q && { q }),
    ...placeIn({ city, country, postal_code }),
    ...within,
    ...(type && { building_type: [type] }),
    ...(dropped && { price_dropped_since: new Date(now - Number(dropped) * dayMs).toISOString() }),
    sort,
  };
}
