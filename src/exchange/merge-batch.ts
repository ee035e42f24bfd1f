import type { Transaction } from '../db/session.ts';
import {
  allowBackdating,
  applyStep,
  insertLatePrices,
  insertNewListings,
  loadSteps,
  lockListings,
  type ReferenceRange,
} from './merge.sql.ts';
import { clearBatch, countReferences } from './staging.sql.ts';

export type MergedBatch = { references: number; created: number; updated: number; pricesAdded: number };

/**
 * Merges the staged lines of some references. Each new listing is created as its first line says; then, line by line in
 * the order of time, all listings are brought to what their next line says. The triggers record the history as for any
 * writer. Lines about an instant before a listing's last change add to its prices only.
 */
export async function mergeBatch(tx: Transaction, range: ReferenceRange): Promise<MergedBatch> {
  await allowBackdating(tx);
  await clearBatch(tx);
  let created = 0;
  do {
    created += await insertNewListings(tx, range);
  } while ((await lockListings(tx, range)) > 0);
  const lastStep = await loadSteps(tx, range);
  const touched = new Set<number>();
  let pricesAdded = created;
  const note = (rows: { listing_id: number; repriced: boolean }[]) => {
    for (const { listing_id, repriced } of rows) {
      touched.add(listing_id);
      if (repriced) pricesAdded += 1;
    }
  };
  note(await insertLatePrices(tx));
  for (let step = 1; step <= lastStep; step += 1) note(await applyStep(tx, step));
  const references = await countReferences(tx, [...touched]);
  return { created, pricesAdded, references: references.all, updated: references.updated };
}
