import type { BulkTransaction, Session, Transaction } from '../../db/session.ts';
import { AppError } from '../../errors.ts';
import { type BookOptions, type DemoListing, demoBook } from './book.ts';
import {
  analyzeBook,
  beginBackdating,
  copyListings,
  copyOlderPrices,
  hasDemoListings,
  hasListings,
  reserveListingIds,
} from './demo-book.sql.ts';

export type DemoOptions = BookOptions & {
  /** Lets made-up listings in among those that are there. */
  amongOthers?: boolean | undefined;
};

export type Written = { listings: number; prices: number };

const batchListings = 10_000;
const batchPrices = 100_000;

/**
 * Writes a synthetic book to the database, a few thousand listings a transaction: what was written before a failure
 * stays.
 * @param onProgress told after each transaction what is written so far.
 * @throws AppError `conflict` where demo listings are there already, or others that it was not told of; `invalid` where the
 * listings cannot have that many prices.
 */
export async function writeDemo(
  session: Session,
  { amongOthers = false, ...options }: DemoOptions,
  onProgress: (written: Written) => void = () => {},
): Promise<Written> {
  const book = demoBook(options);
  await session.transaction(refuseSecondBook);
  if (!amongOthers) await session.transaction(refuseOthers);
  const written = { listings: 0, prices: 0 };
  for (const batch of inBatches(book)) {
    await session.transaction((tx) => writeBatch(tx, batch.listings));
    written.listings += batch.listings.length;
    written.prices += batch.prices;
    onProgress({ ...written });
  }
  await session.transaction(analyzeBook);
  return written;
}

async function refuseSecondBook(tx: Transaction): Promise<void> {
  if (!(await hasDemoListings(tx))) return;
  throw new AppError(
    'conflict',
    'This database has demo listings already (demo-000001 and so on): delete them first, or set DATA_DIR or DATABASE_URL to another database.',
  );
}

async function refuseOthers(tx: Transaction): Promise<void> {
  if (!(await hasListings(tx))) return;
  throw new AppError(
    'conflict',
    'This database has listings already: made-up ones would stand among them. Set DATA_DIR or DATABASE_URL to another database, or say --yes.',
  );
}

async function writeBatch(tx: BulkTransaction, batch: readonly DemoListing[]): Promise<void> {
  await beginBackdating(tx);
  const ids = await reserveListingIds(tx, batch.length);
  const listings = ids.flatMap((id, index) => {
    const listing = batch[index];
    return listing ? [{ id, listing }] : [];
  });
  await copyListings(tx, listings);
  await copyOlderPrices(tx, listings);
}

type Batch = { listings: DemoListing[]; prices: number };

function* inBatches(book: Iterable<DemoListing>): Generator<Batch> {
  let batch: Batch = { listings: [], prices: 0 };
  for (const listing of book) {
    batch.listings.push(listing);
    batch.prices += listing.prices.length;
    if (batch.listings.length < batchListings && batch.prices < batchPrices) continue;
    yield batch;
    batch = { listings: [], prices: 0 };
  }
  if (batch.listings.length > 0) yield batch;
}
