/** Who stated each price of the listing `$1` and why: from the changes that recorded them, as far as they are kept. */
export const statements = `SELECT coalesce((each ->> 0)::timestamptz, c.effective_at) AS effective_at,
    coalesce((each ->> 1)::timestamptz, c.recorded_at) AS recorded_at, c.actor, c.reason
  FROM listing_change AS c LEFT JOIN LATERAL jsonb_array_elements(c.prices) AS each ON true
  WHERE c.listing_id = $1 AND (c.prices IS NOT NULL OR c.changed ? 'price_eur')`;

/** Up to where changes were removed, and with them actors and reasons; null: none were. */
export const trimmedTo = "(SELECT nullif(trimmed_key::text || '-' || trimmed_seq::text, '0-0') FROM listing_feed)";
