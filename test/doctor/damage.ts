/** Something that is written beside the triggers, and what doctor makes of it. */
export type Damage = {
  what: string;
  /** SQL that the triggers see, before the damage; ID as there. */
  first?: string;
  /** SQL; ID is the listing: prices 100000, then 90000, then 80000, and two names. */
  by: string;
  /** What is found, in order. */
  finds: RegExp[];
  /** What is left after a repair; left out: nothing. */
  leaves?: RegExp[];
  /** Whether its attributes of now and of the past are after it what they were before the damage. */
  restores?: true;
  /** Prices of the listing after it, in the order of their instants; its own is the last, or follows where findings are left. */
  prices?: (number | null)[];
};

export const last = `(listing_id, effective_at) = (ID, (SELECT max(effective_at) FROM listing_price WHERE listing_id = ID))`;
export const first = `(listing_id, effective_at) = (ID, (SELECT min(effective_at) FROM listing_price WHERE listing_id = ID))`;
export const change = (version: number) => `listing_change WHERE (listing_id, version) = (ID, ${version})`;
export const rename = (name: string) => `UPDATE listing SET name = '${name}' WHERE id = ID`;
export const usual = [100_000, 90_000, 80_000];
