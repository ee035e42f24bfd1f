// Prices that the triggers would refuse, so that no repair can record them: what goes with them is left to people.

/** Whether a row of prices p is of an instant that has not come. */
export const isOfFuture = (p: string) => `greatest(${p}.effective_at, ${p}.recorded_at) > listing_clock()`;

/** Whether a listing, named with its table, has a price of an instant that has not come. */
export const hasFuturePrice = (id: string) =>
  `EXISTS (SELECT FROM listing_price AS f WHERE f.listing_id = ${id} AND ${isOfFuture('f')})`;

/** Whether all prices of a listing are voided. */
export const hasOnlyVoided = (id: string) => `(EXISTS (SELECT FROM listing_price AS v WHERE v.listing_id = ${id})
  AND NOT EXISTS (SELECT FROM listing_price_in_force(${id})))`;

export const futurePriceMend =
  "'remove it by hand, while the trigger listing_price_refuse_delete is disabled: it is of the future; then run doctor --repair'";

export const hasFuturePriceMend =
  "'doctor --repair, once its prices of the future were removed by hand (H5 tells them) or have come'";

export const onlyVoidedMend =
  "'give it a price of now by hand (UPDATE listing SET price = …), then run doctor --repair'";
