import type { Queryable } from '../db/queryable.ts';
import type { Step } from '../drawing/step-path.ts';
import { readListingAsOf } from '../listings/read-listing.ts';
import type { Price } from '../prices/price.ts';
import { readPrices } from '../prices/read-prices.ts';

/** A listing's name, and its prices, oldest first. */
export type Trail = { name: string; prices: readonly Step[] };

const now = { asOf: 'infinity', knownAt: 'infinity' } as const;
/** One picture says no more of a longer history than of its last part. */
const most = 10_000;

/** @throws AppError `not_found` */
export async function readTrail(db: Queryable, id: string): Promise<Trail> {
  const [{ listing }, prices] = await Promise.all([readListingAsOf(db, id, now), latestPrices(db, id)]);
  return { name: listing.name, prices: prices.map(toStep) };
}

/** A usual history is read at once, together with those of others. */
async function latestPrices(db: Queryable, id: string): Promise<Price[]> {
  const { prices, next } = await readPrices(db, { id, query: {}, knownAt: now.knownAt });
  if (next === undefined) return prices;
  const query = { order: 'desc', limit: most } as const;
  return (await readPrices(db, { id, query, knownAt: now.knownAt })).prices.reverse();
}

function toStep({ price_eur, created_date }: Price): Step {
  return { at: Date.parse(created_date), eur: price_eur };
}
