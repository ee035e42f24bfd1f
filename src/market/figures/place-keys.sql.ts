import type { Queryable } from '../../db/queryable.ts';
import type { Filters } from '../../listings/search/search-query.ts';

/** What a city and a postal code are found by, as listings have it in the lake. */
export async function selectPlaceKeys(
  db: Queryable,
  { city, postal_code: postalCode }: Pick<Filters, 'city' | 'postal_code'>,
): Promise<{ city_key?: string; postal_code_key?: string }> {
  if (city === undefined && postalCode === undefined) return {};
  const { rows } = await db.query<{ city: string | null; postal_code: string | null }>({
    name: 'select-place-keys',
    text: 'SELECT listing_place_key($1) AS city, listing_postal_key($2) AS postal_code',
    values: [city, postalCode],
  });
  const [keys] = rows;
  return {
    ...(keys?.city == null ? {} : { city_key: keys.city }),
    ...(keys?.postal_code == null ? {} : { postal_code_key: keys.postal_code }),
  };
}
