import type { Transaction } from '../db/session.ts';
import {
  putBackCurrentPrices,
  putBackDescribed,
  putBackPrices,
  putBackVersions,
  removeLeftRows,
  tellDeletions,
  tellListings,
} from './put-back.sql.ts';
import type { Range } from './range.sql.ts';
import { recordCurrentPrices, recordReplaced, recordUnsaid } from './record-anew.sql.ts';
import { putBackListings, recordDrifted } from './record-drift.sql.ts';
import { lockHistory, signRepair, silenceTriggers, wakeTriggers } from './repair-lock.sql.ts';
import { listingsToldOtherwise } from './replay.ts';
import { putBackSearchAids } from './search-aids.sql.ts';

/**
 * Mends the listings of a range: what somebody wrote while nobody recorded it is taken back to what the feed says, and
 * then written again, so that the triggers record it now. Nothing that people wrote is lost:
 *
 *   listing_price   a row that the feed says and that is gone, or is another, is put back (H5)
 *                   another price in its place becomes a correction of now
 *                   a row that the feed does not say is kept, and a change says it
 *   listing.price   one that no row explains becomes a price of now; else it follows the price in force (H4)
 *   listing         one that the feed does not know is recorded as created, one that is gone as deleted (H6, H7)
 *                   with `replay` other attributes than the feed makes of it become a change of now (H8)
 *   listing_words   and what else listings are found by is derived again
 *   listing_past    with `replay` it is what the feed makes of it: nobody but the triggers writes it (H3, H8)
 */
export async function repairRange(tx: Transaction, range: Range, replay: boolean): Promise<void> {
  await lockHistory(tx);
  await signRepair(tx);
  await silenceTriggers(tx);
  await removeLeftRows(tx, range);
  await putBackPrices(tx, range);
  await putBackVersions(tx, range);
  await putBackCurrentPrices(tx, range);
  await tellListings(tx, range);
  if (replay) await putBackListings(tx, await listingsToldOtherwise(tx, range));
  await putBackDescribed(tx, range);
  await putBackSearchAids(tx, range);
  await tellDeletions(tx, range);
  await wakeTriggers(tx);
  await recordUnsaid(tx);
  await recordReplaced(tx);
  await recordCurrentPrices(tx);
  if (replay) await recordDrifted(tx);
}
