import type { Transaction } from '../db/session.ts';

// With the triggers awake, what was set aside is written as any writer would: they record it as history of now.

/** Adds the price rows that the feed did not say; they stay as they were, and are said by a change of now. */
export async function recordUnsaid(tx: Transaction): Promise<void> {
  await tx.query({ text: "SELECT set_config('app.backdate', 'on', true)" });
  await tx.query({
    text: `INSERT INTO listing_price (listing_id, effective_at, recorded_at, price_eur)
      SELECT listing_id, effective_at, recorded_at, price_eur FROM doctor_unsaid`,
  });
  await tx.query({ text: "SELECT set_config('app.backdate', '', true)" });
}

/** States the prices that had replaced others once more, as corrections of now. */
export async function recordReplaced(tx: Transaction): Promise<void> {
  await tx.query({
    text: `INSERT INTO listing_price (listing_id, effective_at, recorded_at, price_eur)
      SELECT listing_id, effective_at, listing_record_time(listing_id, effective_at), price_eur FROM doctor_replaced`,
  });
}

/** Gives the listings the prices again that they had, unknown to their history, from now on. */
export async function recordCurrentPrices(tx: Transaction): Promise<void> {
  await tx.query({
    text: `UPDATE listing AS l SET price = c.price FROM doctor_current AS c
      WHERE l.id = c.listing_id AND l.price <> c.price`,
  });
}
