import { pricesInForce } from './prices-in-force.sql.ts';

const mostRecent = 60;

/**
 * A row with the `PriceSummary` of a listing as `history`; none where it has no price. However many prices there are, no more
 * than those told leave the database.
 */
export const priceSummaryOf = (listing: string) => `SELECT json_strip_nulls(json_build_object(
    'first_price_eur', max(price_eur) FILTER (WHERE before IS NULL),
    'first_date', listing_instant(min(effective_at)),
    'lowest_price_eur', min(price_eur),
    'highest_price_eur', max(price_eur),
    'changes', count(*) FILTER (WHERE price_eur <> before),
    'cuts', count(*) FILTER (WHERE price_eur < before),
    'previous_price_eur', (array_agg(before ORDER BY effective_at DESC) FILTER (WHERE price_eur <> before))[1],
    'changed_date', listing_instant(max(effective_at) FILTER (WHERE price_eur <> before)),
    'recent', json_agg(json_build_object('price_eur', price_eur, 'created_date', listing_instant(effective_at)) ORDER BY effective_at)
      FILTER (WHERE is_late AND (until IS NULL OR until > now() - interval '12 months'))
  )) AS history
  FROM (
    SELECT *, lead(effective_at, ${mostRecent}) OVER (ORDER BY effective_at) IS NULL AS is_late
    FROM (${pricesInForce(listing)}) AS in_force
  ) AS each
  HAVING count(*) > 0`;
