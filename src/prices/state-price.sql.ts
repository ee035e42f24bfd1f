import type { Transaction } from '../db/session.ts';
import type { Instant } from '../db/values.ts';

/** Locks a listing up to the end of the transaction. @returns its version; undefined: there is no such listing. */
export async function lockListing(tx: Transaction, id: string): Promise<number | undefined> {
  const { rows } = await tx.query<{ version: number }>({
    name: 'lock-listing',
    text: 'SELECT version FROM listing WHERE id = $1 FOR NO KEY UPDATE',
    values: [id],
  });
  return rows[0]?.version;
}

export type StatedPrice = { listingId: string; effectiveAt: Instant };

/** What was stated last for exactly this instant; null: it was voided; undefined: nothing was stated. */
export async function selectStatedPrice(
  tx: Transaction,
  { listingId, effectiveAt }: StatedPrice,
): Promise<number | null | undefined> {
  const { rows } = await tx.query<{ price_eur: number | null }>({
    name: 'select-stated-price',
    text: `SELECT price_eur FROM listing_price WHERE listing_id = $1 AND effective_at = $2
      ORDER BY recorded_at DESC LIMIT 1`,
    values: [listingId, effectiveAt],
  });
  return rows[0]?.price_eur;
}

/** Adds a price, or a void, to the history. */
export async function insertPrice(
  tx: Transaction,
  { listingId, effectiveAt, priceEur }: StatedPrice & { priceEur: number | null },
): Promise<void> {
  await tx.query({
    name: 'insert-price',
    text: `INSERT INTO listing_price (listing_id, effective_at, recorded_at, price_eur)
      VALUES ($1, $2, listing_record_time($1, $2), $3)`,
    values: [listingId, effectiveAt, priceEur],
  });
}

/** Says who makes what the transaction writes from now on, and why; undefined: the database user, and for no reason. */
export async function saySource(
  tx: Transaction,
  { actor, reason }: { actor: string | undefined; reason: string | undefined },
): Promise<void> {
  if (actor === undefined && reason === undefined) return;
  await tx.query({
    name: 'say-source',
    text: "SELECT set_config('app.actor', $1, true), set_config('app.reason', $2, true)",
    values: [actor ?? '', reason ?? ''],
  });
}
