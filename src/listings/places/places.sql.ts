import type { Queryable } from '../../db/queryable.ts';
import { beginsWith } from '../search/conditions.sql.ts';

export type PlaceRow = { city: string; country: string; postal_code: string | null; count: number };

/**
 * Cities whose name begins so and, apart, places whose postal code does, those with the most listings first. Of several
 * spellings of a city the most usual one stands for all. Only index entries are read.
 */
export async function selectPlaces(
  db: Queryable,
  { prefix, country, limit }: { prefix: string; country: string | undefined; limit: number },
): Promise<PlaceRow[]> {
  const { rows } = await db.query<PlaceRow>({
    text: `WITH city AS (
        SELECT city, country, NULL::text AS postal_code, listing_place_key(city) AS key, '' AS code, count(*) AS count
        FROM listing WHERE ${beginsWith('listing_place_key', 'city', '$1')} AND ${inCountry}
        GROUP BY city, country
      ), postal AS (
        SELECT city, country, postal_code, listing_place_key(city) AS key, listing_postal_key(postal_code) AS code, count(*) AS count
        FROM listing WHERE ${beginsWith('listing_postal_key', 'postal_code', '$1')} AND ${inCountry}
        GROUP BY city, country, postal_code
      ), spelled AS (
        SELECT city, country, postal_code, sum(count) OVER place AS count, row_number() OVER (place ORDER BY count DESC, city) AS rank
        FROM (TABLE city UNION ALL TABLE postal) AS all_places
        WINDOW place AS (PARTITION BY key, country, postal_code IS NULL, code)
      )
      SELECT city, country, postal_code, count FROM spelled WHERE rank = 1
      ORDER BY postal_code IS NOT NULL, count DESC, city, country, postal_code LIMIT $3`,
    values: [prefix, country ?? null, limit],
  });
  return rows;
}

const inCountry = '($2::text IS NULL OR country = $2)';
