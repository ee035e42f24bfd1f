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

type Conditions = { [Name in keyof Filters]-?: (value: NonNullable<Filters[Name]>, bind: Bind) => string };

/** What each filter asks of a row with the columns of `listing`; those of drops of one with `base.eur`, see `dropsSince`. */
const conditions: Conditions = {
  city: (city, bind) => `listing_place_key(city) = listing_place_key(${bind(city.trim())})`,
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
  q: (q, bind) => `id IN (SELECT listing_id FROM listing_words WHERE words @@ listing_words_sought(${bind(q)}))`,
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

const names = Object.keys(conditions) as (keyof Filters)[];

/** The conditions of the filters that are given. */
export function conditionsOf(given: Filters, bind: Bind): string[] {
  return names.filter((name) => given[name] !== undefined).map((name) => conditionOf(name)(given[name], bind));
}

/** Each takes the value of the filter of its name, and is given no other one. */
function conditionOf(name: keyof Filters): (value: unknown, bind: Bind) => string {
  return conditions[name] as (value: unknown, bind: Bind) => string;
}

/**
 * `listing` with `base.eur`, what each cost before an instant; of a younger one the first price. Most need no look at their
 * history, since the previous price was in force then.
 */
export function dropsSince(at: string, bind: Bind): string {
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
