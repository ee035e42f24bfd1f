import type { Change } from '../../changes/change.ts';
import { readChanges } from '../../changes/read-changes.ts';
import type { Queryable } from '../../db/queryable.ts';
import { inBatches } from './batches.ts';
import type { Broker } from './broker.ts';
import { toRelayed } from './cloud-event.ts';
import { storeCursor } from './relay.sql.ts';

/** Of a page, at most. */
const pageSize = 500;

export type RelaySettings = {
  name: string;
  /** A URI reference that names this service. */
  source: string;
  /** Ends it after the batch in flight. */
  signal: AbortSignal;
  /** Told what the broker has acknowledged, once how far that is was stored. */
  onRelayed: (changes: readonly Change[]) => void;
};

/** How far it is: a cursor; undefined: at the beginning. */
export type Place = { after: string | undefined };

type Ends = { db: Queryable; broker: Pick<Broker, 'send'> };

/**
 * Sends a page of the feed. Each batch is acknowledged, and then its end stored, before the next one goes out: where anything
 * dies in between the batch is sent again, with the same ids, and nothing is left out. What has to be sent again is read anew,
 * so that it has nothing of a listing that was deleted meanwhile (H6).
 *
 *   listing_change ──page──▶ batches ──send──▶ broker ──acknowledged──▶ relay.cursor
 *
 * @param place is moved on with each batch
 * @returns how many changes there were, and whether there are more at once
 */
export async function relayPage(
  { db, broker }: Ends,
  { name, source, signal, onRelayed }: RelaySettings,
  place: Place,
): Promise<{ found: number; more: boolean }> {
  const { after } = place;
  const { changes } = await readChanges(db, { ...(after === undefined ? {} : { after }), limit: pageSize });
  for (const batch of inBatches(changes.map((change) => ({ ...toRelayed(change, source), change })))) {
    if (signal.aborted) break;
    await broker.send(batch);
    const sent = batch.map(({ change }) => change);
    const cursor = sent.at(-1)?.cursor;
    if (cursor === undefined) continue; // no batch is empty
    await storeCursor(db, name, cursor);
    place.after = cursor;
    onRelayed(sent);
  }
  return { found: changes.length, more: changes.length === pageSize };
}
