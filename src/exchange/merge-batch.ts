import type { Transaction } from '../db/session.ts';
import { AppError } from '../errors.ts';
import {
  allowBackdating,
  applyStep,
  insertLatePrices,
  insertNewListings,
  loadSteps,
  lockListings,
  selectMissing,
} from './merge.sql.ts';
import { type Batch, clearBatch, countUpdated } from './staging.sql.ts';

export type MergedBatch = { references: number; created: number; updated: number; pricesAdded: number };

/**
 * Merges the staged lines of some references. Each new listing is created as its first line says; then, line by line in
 * the order of time, all listings are brought to what their next line says. The triggers record the history as for any
 * writer. Lines about an instant before a listing's last change add to its prices only.
 */
export async function mergeBatch(tx: Transaction, batch: Batch): Promise<MergedBatch> {
  await allowBackdating(tx);
  await clearBatch(tx);
  const created = await noteListings(tx, batch);
  const lastStep = created < batch.lines ? await loadSteps(tx, batch) : 0;
  const touched = new Set<number>();
  let pricesAdded = created;
  const note = (rows: { listing_id: number; repriced: boolean }[]) => {
    for (const { listing_id, repriced } of rows) {
      touched.add(listing_id);
      if (repriced) pricesAdded += 1;
    }
  };
  if (created < batch.lines) note(await insertLatePrices(tx));
  for (let step = 1; step <= lastStep; step += 1) note(await applyStep(tx, step));
  return { created, pricesAdded, references: batch.references, updated: await countUpdated(tx, [...touched]) };
}

/** One that others delete between the two statements is created after all; so often, in one batch, nobody does that. */
const mostRounds = 10;

/** Creates or locks the listing of each reference. @returns how many were created. */
async function noteListings(tx: Transaction, batch: Batch): Promise<number> {
  let created = 0;
  let noted = 0;
  for (let round = 0; noted < batch.references; round += 1) {
    if (round === mostRounds) throw notThere(await selectMissing(tx, batch));
    const added = await insertNewListings(tx, batch);
    created += added;
    noted += added;
    if (noted < batch.references) noted += await lockListings(tx, batch);
  }
  return created;
}

function notThere(reference = ''): AppError {
  const message = `The listing of the reference ${reference} is not there after it was written: a trigger of the database changes the reference, or leaves the row out. Nothing of its batch was written.`;
  return new AppError('conflict', message);
}
