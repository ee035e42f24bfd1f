import type { Filters } from './search-query.ts';

/** Adds a value to those of a statement. @returns its place, such as `$3`. */
export type Bind = (value: unknown) => string;

export function bindInto(values: unknown[]): Bind {
  return (value) => `$${values.push(value)}`;
}

/**
 * Whether the key of a column begins with that of a prefix. As a range of bytes, in the way of text_pattern_ops: with LIKE
 * the key would be worked out again for every row that the index finds, 4 µs each.
 */
export function beginsWith(key: 'listing_place_key' | 'listing_postal_key', column: string, prefix: string): string {
  return `${key}(${column}) ~>=~ ${key}(${prefix}) AND ${key}(${column}) ~<~ (${key}(${prefix}) || chr(1114111))`;
}

/** What is searched by. */
export type Searched = Filters & {
  /** The words of `q`, where few listings have them: then those are read, whatever the order of the page. */
  rare_words?: string | undefined;
};

/** The listings that have every word of a text. */
export const withWords = (q: string) =>
  `SELECT listing_id FROM listing_words WHERE words @@ listing_words_sought(${q})`;

type Conditions = { [Name in keyof Searched]-?: (value: NonNullable<Searched[Name]>, bind: Bind) => string };

/** What each filter asks of a row with the columns of `listing`; those of drops of one with `base.eur`, see `dropsSince`. */
const conditions: Conditions = {
  city: (city, bind) => `listing_place_key(city) = listing_place_key(${bind(city)})`,
  country: (country, bind) => `country = ${bind(country)}`,
  postal_code: (code, bind) => beginsWith('listing_postal_key', 'postal_code', bind(code)),
  building_type: (types, bind) => `building_type = ANY (${bind(types)}::text[])`,
  price_min: (eur, bind) => `price >= ${bind(eur)}`,
  price_max: (eur, bind) => `price <= ${bind(eur)}`,
  surface_min: (m2, bind) => `surface_area_m2 >= ${bind(m2)}`,
  surface_max: (m2, bind) => `surface_area_m2 <= ${bind(m2)}`,
  rooms_min: (count, bind) => `rooms_count >= ${bind(count)}`,
  rooms_max: (count, bind) => `rooms_count <= ${bind(count)}`,
  bedrooms_min: (count, bind) => `bedrooms_count >= ${bind(count)}`,
  price_per_m2_max: (eur, bind) => `listing_price_per_m2(price, surface_area_m2) <= ${bind(eur)}`,
  created_since: (at, bind) => `created_date >= ${bind(at)}`,
  updated_since: (at, bind) => `updated_date >= ${bind(at)}`,
  q: (q, bind) => `id IN (${withWords(bind(q))})`,
  rare_words: (q, bind) => `id = ANY (ARRAY(${withWords(bind(q))}))`,
  reference: (reference, bind) => `reference = ${bind(reference)}`,
  ids: (ids, bind) => `id = ANY (${bind(ids)}::bigint[])`,
  price_dropped_since: (at, bind) => `previous_price IS NOT NULL AND price_date >= ${bind(at)} AND price < base.eur`,
  // Said as an equality, which the planner takes for 1 of 200 rows, an inequality for a third of them: few drops are large.
  min_drop_pct: (percent, bind) => `least(price * 100, base.eur * (100 - ${bind(percent)}::numeric)) = price * 100`,
  price_changed_since: (at, bind) => `previous_price IS NOT NULL AND price_date >= ${bind(at)}`,
  ever_below: (eur, bind) => {
    const bound = bind(eur);
    return `(price < ${bound} OR lowest_price < price AND lowest_price < ${bound})`;
  },
};

const names = Object.keys(conditions) as (keyof Searched)[];

/** The listings that the filters let through, as `FROM … WHERE …`, and `more` conditions too. */
export function foundBy(given: Searched, bind: Bind, more: readonly string[] = []): string {
  const { price_dropped_since: since } = given;
  const conditions = [...conditionsOf(given, bind), ...more];
  const source = since === undefined ? 'listing' : dropsSince(since, bind);
  return `FROM ${source} ${conditions.length === 0 ? '' : `WHERE ${conditions.join(' AND ')}`}`;
}

/** The conditions of the filters that are given, for rows with the columns of `listing`. */
export function conditionsOf(given: Searched, bind: Bind): string[] {
  return names.filter((name) => given[name] !== undefined).map((name) => conditionOf(name)(given[name], bind));
}

export function isUnfiltered(given: Searched): boolean {
  return names.every((name) => given[name] === undefined);
}

/** Each takes the value of the filter of its name, and is given no other one. */
function conditionOf(name: keyof Searched): (value: unknown, bind: Bind) => string {
  return conditions[name] as (value: unknown, bind: Bind) => string;
}

/**
 * Rows that the same search finds one after the other, each with an index of its own. Listings of exactly a postal code are in
 * the order of their ids in its index: so for a whole code a page is a walk from its place on, and a range beyond it is empty.
 */
export function branchesOf({ postal_code: code }: Searched): ((bind: Bind) => string[])[] {
  if (code === undefined) return [() => []];
  const key = 'listing_postal_key(postal_code)';
  return [
    (bind) => [`${key} = listing_postal_key(${bind(code)})`],
    (bind) => {
      const begin = `listing_postal_key(${bind(code)})`;
      return [`${key} ~>~ ${begin}`, `${key} ~<~ (${begin} || chr(1114111))`];
    },
  ];
}

/**
 * `listing` with `base.eur`, what each cost before an instant; of a younger one the first price. Most need no look at their
 * history, since the previous price was in force then.
 */
function dropsSince(at: string, bind: Bind): string {
  const since = bind(at);
  return `listing
    LEFT JOIN LATERAL (
      SELECT p.price_eur FROM listing_price AS p
      WHERE previous_price_date >= ${since}::timestamptz AND p.listing_id = id AND p.effective_at < ${since}
      ORDER BY p.effective_at DESC, p.recorded_at DESC LIMIT 1
    ) AS stated ON true
    CROSS JOIN LATERAL (
      SELECT CASE WHEN previous_price_date < ${since} THEN previous_price
        ELSE coalesce(stated.price_eur, listing_price_as_of(id, ${since}::timestamptz - interval '1 millisecond', 'infinity'), listing_first_price(id)) END OFFSET 0
    ) AS base (eur)`;
}
