/** What differs between dialects in the example. */
export type ExampleWords = {
  /** The first instant of this month in UTC, in the type of the columns. */
  monthStart: string;
  /** The median of an expression, or what is near to it. */
  median(of: string): string;
};

/** The median price per m2 by city at the end of last month, of the listings as they were then. */
export function medianByCity({ monthStart, median }: ExampleWords): string {
  return `-- The median price per m2 by city at the end of last month.
SELECT
  l.country AS country,
  min(l.city) AS city_name,
  ${median('p.price_eur / l.surface_area_m2')} AS median_eur_per_m2,
  count(*) AS listings_count
FROM lake.prices AS p
JOIN lake.listings AS l ON l.listing_id = p.listing_id
CROSS JOIN (SELECT ${monthStart} AS month_start) AS m
WHERE p.effective_at < m.month_start AND (p.until IS NULL OR p.until >= m.month_start)
  AND (l.valid_from IS NULL OR l.valid_from < m.month_start)
  AND (l.valid_to IS NULL OR l.valid_to >= m.month_start)
  AND l.surface_area_m2 > 0
GROUP BY l.country, l.city_key
ORDER BY l.country, l.city_key`;
}
