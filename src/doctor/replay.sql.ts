import { attributeNames, type FoldedPast, type FoldedPrice, type RecordedChange } from '../changes/fold-changes.ts';
import type { Transaction } from '../db/session.ts';
import type { Instant } from '../db/values.ts';
import type { Range } from './range.sql.ts';

/** The columns of a row that are attributes stand beside the others. */
export type StoredListing = {
  listing_id: string;
  version: number;
  price: number;
  created_date: Instant;
  updated_date: Instant;
} & Record<string, string | number | null>;

export type StoredPast = { listing_id: string } & Omit<FoldedPast, 'attributes'> &
  Record<string, string | number | null>;

/** What a range of listings has, by table, each in the order of the listings. */
export type StoredRange = {
  listings: StoredListing[];
  prices: ({ listing_id: string } & FoldedPrice)[];
  past: StoredPast[];
  changes: ({ listing_id: string } & RecordedChange)[];
};

const attributes = attributeNames.join(', ');

export async function readStored(tx: Transaction, { after, last }: Range): Promise<StoredRange> {
  const read = async <Row extends object>(text: string) =>
    (
      await tx.query<Row>({
        text: text.replace('RANGE', 'listing_id > $1 AND listing_id <= $2'),
        values: [after, last],
      })
    ).rows;
  return {
    listings: await read(`SELECT listing_id::text, version, price, created_date, updated_date, ${attributes}
      FROM (SELECT *, id AS listing_id FROM listing) AS l WHERE RANGE ORDER BY l.listing_id`),
    prices: await read(`SELECT listing_id::text, effective_at, recorded_at, price_eur
      FROM listing_price AS p WHERE RANGE ORDER BY p.listing_id, effective_at, recorded_at`),
    past: await read(`SELECT listing_id::text, version, valid_from, valid_to, superseded_at, ${attributes}
      FROM listing_past AS p WHERE RANGE ORDER BY p.listing_id, version`),
    changes: await read(`SELECT listing_id::text, version, kind, effective_at, recorded_at, changed, prices
      FROM listing_change AS c WHERE RANGE ORDER BY c.listing_id, version`),
  };
}
