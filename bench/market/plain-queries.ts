/** What is asked of each side, written down as anybody would: the median price per m2 at the end of each month since. */
export type Plain = { since: string; city?: string; country?: string };

const where = ({ city, country }: Plain) =>
  [
    `l.surface_area_m2 >= 0.01`,
    ...(city ? [`l.city = '${city}'`] : []),
    ...(country ? [`l.country = '${country}'`] : []),
  ].join(' AND ');

/** Of the files of a lake with one layer. */
export function plainDuckDb(plain: Plain, { prices, listings }: { prices: string; listings: string }): string {
  return `SELECT month_end, l.country, l.city, count(*), median(price_eur::DOUBLE / surface_area_m2)
    FROM '${prices}' AS p JOIN '${listings}' AS l USING (listing_id)
      JOIN (SELECT unnest(generate_series(TIMESTAMPTZ '${plain.since}' + INTERVAL 1 MONTH, now() + INTERVAL 1 MONTH, INTERVAL 1 MONTH)) AS month_end) AS months
        ON effective_at < month_end AND coalesce(until, 'infinity') >= month_end
          AND coalesce(valid_from, '-infinity') < month_end AND coalesce(valid_to, 'infinity') >= month_end
    WHERE ${where(plain)} GROUP BY month_end, l.country, l.city ORDER BY 1, 2, 3`;
}

/** Of the tables, as they are now. */
export function plainPostgres(plain: Plain): string {
  return `WITH held AS (
      SELECT p.listing_id, p.price_eur, p.effective_at, lead(p.effective_at) OVER (PARTITION BY p.listing_id ORDER BY p.effective_at) AS until
      FROM listing_price AS p JOIN listing AS l ON l.id = p.listing_id WHERE ${where(plain)}
    )
    SELECT month_end, l.country, l.city, count(*), percentile_cont(0.5) WITHIN GROUP (ORDER BY h.price_eur::float8 / l.surface_area_m2)
    FROM held AS h JOIN listing AS l ON l.id = h.listing_id
      JOIN generate_series('${plain.since}'::timestamptz + interval '1 month', now() + interval '1 month', interval '1 month') AS month_end
        ON h.effective_at < month_end AND (h.until IS NULL OR h.until >= month_end)
    GROUP BY month_end, l.country, l.city ORDER BY 1, 2, 3`;
}
