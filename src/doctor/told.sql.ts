// What the feed says of a range of listings: all of a listing, or only its end.

/** Whether the beginning of the feed has been removed. */
export const feedIsTrimmed = "(SELECT trimmed_key <> '0' OR trimmed_seq <> 0 FROM listing_feed)";

/** Listings of a range whose changes are kept from the first on, and do not say that they are gone: these say every price. */
export const toldFromTheFirst = `SELECT listing_id FROM listing_change
  WHERE listing_id > $1 AND listing_id <= $2 AND kind IN ('created', 'deleted')
  GROUP BY listing_id HAVING max(kind) = 'created'`;

/** Those of them with every change up to their version: what the feed makes of these is what they are. */
export const toldWhole = `SELECT c.listing_id FROM listing_change AS c JOIN listing AS l ON l.id = c.listing_id
  WHERE c.listing_id > $1 AND c.listing_id <= $2 GROUP BY c.listing_id, l.version
  HAVING bool_or(c.kind = 'created') AND NOT bool_or(c.kind = 'deleted')
    AND count(*) = max(c.version) - min(c.version) + 1 AND l.version <= max(c.version)`;

/** Whether the first changes of a listing may have been trimmed: then listing_past alone says what its attributes were. */
export const isCutOff = (id: string) => `(${feedIsTrimmed} AND ${id} NOT IN (${toldFromTheFirst}))`;

/** Whether no change of a listing was ever recorded. */
export const isUntold = (id: string) =>
  `(NOT ${feedIsTrimmed} AND NOT EXISTS (SELECT FROM listing_change AS c WHERE c.listing_id = ${id}))`;
