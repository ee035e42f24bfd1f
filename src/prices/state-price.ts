import type { Transaction } from '../db/session.ts';
import type { Instant } from '../db/values.ts';
import { AppError } from '../errors.ts';
import { type Change, staleListing } from '../listings/change-listing.ts';
import { noSuchListing, parseListingId } from '../listings/listing-id.ts';
import { invalid } from '../wire/checker.ts';
import { parseInstant } from '../wire/instant.ts';
import type { PriceDetail } from './price.ts';
import { readPriceDetail } from './read-prices.ts';
import { insertPrice, lockListing, saySource, selectStatedPrice } from './state-price.sql.ts';

/** What is said about a price of a listing. */
export type Statement = Omit<Change<never>, 'input'> & {
  /** The instant that is spoken of, as RFC 3339 text. */
  effectiveAt: string;
  reason: string | undefined;
};

export type StatedResult = {
  price: PriceDetail;
  version: number;
  /** Whether no price was stated for this instant before. */
  created: boolean;
};

/**
 * States what the price was from an instant of the past on: a new price, or a correction. Nothing is overwritten; what is
 * stated already leaves no trace (H2).
 * @throws AppError `not_found`, `stale`, `invalid` for an instant in the future
 */
export async function statePrice(tx: Transaction, statement: Statement & { priceEur: number }): Promise<StatedResult> {
  const { id, priceEur } = statement;
  const { effectiveAt, stated } = await lockPrice(tx, statement);
  if (stated !== priceEur) await record(tx, statement, { effectiveAt, priceEur });
  return { ...(await readPriceDetail(tx, id, effectiveAt)), created: stated === undefined || stated === null };
}

/**
 * Voids what was stated for an instant: the price before it holds on.
 * @returns the version that the listing has by that.
 * @throws AppError `not_found`, `stale`, `conflict` where it is the only price
 */
export async function voidPrice(tx: Transaction, statement: Statement): Promise<number | undefined> {
  const { effectiveAt, stated } = await lockPrice(tx, statement);
  if (stated === undefined || stated === null) {
    throw new AppError('not_found', `No price of listing ${statement.id} holds from ${effectiveAt} on.`);
  }
  await record(tx, statement, { effectiveAt, priceEur: null });
  return await lockListing(tx, statement.id);
}

async function lockPrice(
  tx: Transaction,
  { id, effectiveAt: text, versions }: Statement,
): Promise<{ effectiveAt: Instant; stated: number | null | undefined }> {
  const effectiveAt = parseInstant(text);
  if (effectiveAt === undefined) {
    const detail = 'must be an RFC 3339 date and time with its offset, such as 2023-01-12T09:23:36Z';
    throw invalid([{ parameter: 'effective_at', detail }], 'path');
  }
  const version = await lockListing(tx, parseListingId(id));
  if (version === undefined) throw noSuchListing(id);
  if (versions && !versions.includes(version)) throw staleListing(version);
  return { effectiveAt, stated: await selectStatedPrice(tx, { listingId: id, effectiveAt }) };
}

async function record(
  tx: Transaction,
  { id, reason, actor }: Statement,
  price: { effectiveAt: Instant; priceEur: number | null },
): Promise<void> {
  await saySource(tx, { actor, reason });
  await insertPrice(tx, { listingId: id, ...price });
}
