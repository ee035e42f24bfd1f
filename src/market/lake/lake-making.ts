import type { Database } from '../../db/database.ts';
import type { Snapshot } from '../../db/session.ts';
import type { Instant } from '../../db/values.ts';
import { selectSettled } from '../../listings/settled.sql.ts';
import { claimLake } from './book-rows.sql.ts';
import type { Workshop } from './make-layer.ts';
import { type Manifest, storeManifest } from './manifest.ts';

/** What a lake is made of, and with. */
export type LakeMaking = Workshop & {
  db: Pick<Database, 'reads' | 'snapshot'>;
  /** Told that the next state of the lake is being stored: where that fails it may be there all the same. @default nobody is */
  onStoring?: (() => void) | undefined;
};

export type MakingOptions = {
  signal?: AbortSignal | undefined;
  /** Told of how many more bytes were drawn from the database. */
  onBytes?: ((count: number) => void) | undefined;
};

/** The lake after a step, and whether there is more to do. Undefined: another process is at it. */
export type Step = { manifest: Manifest; more: boolean } | undefined;

/**
 * Does a step with what the database is at a moment, unless another process is at one. That is for the sake of not doing it
 * twice: of two that make the next manifest all the same, one stores it.
 * @param work given a snapshot, and the instant before which all that was recorded is in it
 */
export async function atMoment(
  { db, store }: LakeMaking,
  work: (snapshot: Snapshot, settled: Instant) => Promise<Step>,
): Promise<Step> {
  const settled = await selectSettled(db.reads); // before the snapshot, whose moment it must not be after
  return await db.snapshot(async (snapshot) => {
    return (await claimLake(snapshot, store.place)) ? await work(snapshot, settled) : undefined;
  });
}

/** Stores the next state of the lake, unless somebody else has made one. */
export async function storeStep({ store, onStoring }: LakeMaking, step: NonNullable<Step>): Promise<Step> {
  onStoring?.();
  return (await storeManifest(store, step.manifest)) ? step : undefined;
}
