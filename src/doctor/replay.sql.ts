import { attributeNames, type FoldedPast, type FoldedPrice, type RecordedChange } from '../changes/fold-changes.ts';
import type { Transaction } from '../db/session.ts';
import { type Instant, parseInstant } from '../db/values.ts';
import type { Range } from './range.sql.ts';

/** The columns of a row that are attributes stand beside the others. */
export type StoredListing = {
  listing_id: string;
  version: number;
  price: number;
  created_date: Instant;
  updated_date: Instant;
  described_date: Instant;
} & Record<string, string | number | null>;

export type StoredPast = { listing_id: string } & Omit<FoldedPast, 'attributes'> &
  Record<string, string | number | null>;

/** With JSON as it comes. */
export type StoredChange = { listing_id: string; changed: string; prices: string | null } & Omit<
  RecordedChange,
  'changed' | 'prices'
>;

/**
 * What a range of listings has, by table. Prices and changes, most of it by far, stay texts until their listing is
 * replayed: what is read of one is gone before the next, so that memory does not grow.
 */
export type StoredRange = {
  listings: StoredListing[];
  prices: { listing_id: string; rows: string }[];
  past: StoredPast[];
  changes: StoredChange[];
};

const attributes = attributeNames.join(', ');
const inRange = 'listing_id > $1 AND listing_id <= $2';

export async function readStored(tx: Transaction, { after, last }: Range): Promise<StoredRange> {
  const read = async <Row extends object>(text: string) => (await tx.query<Row>({ text, values: [after, last] })).rows;
  return {
    listings: await read(`SELECT id::text AS listing_id, version, price, created_date, updated_date, described_date,
        ${attributes}
      FROM listing WHERE id > $1 AND id <= $2 ORDER BY id`),
    prices: await read(`SELECT listing_id::text, string_agg(effective_at || '|' || recorded_at || '|'
        || coalesce(price_eur::text, ''), ',') AS rows
      FROM (
        SELECT listing_id, effective_at, recorded_at, price_eur FROM listing_price WHERE ${inRange}
        ORDER BY listing_id, effective_at, recorded_at
      ) AS p GROUP BY p.listing_id`),
    past: await read(`SELECT listing_id::text, version, valid_from, valid_to, superseded_at, ${attributes}
      FROM listing_past AS p WHERE ${inRange} ORDER BY p.listing_id, version`),
    changes: await read(`SELECT listing_id::text, version, kind, effective_at, recorded_at, changed::text, prices::text
      FROM listing_change AS c WHERE ${inRange} ORDER BY c.listing_id, version`),
  };
}

export function toPrices(rows: string): FoldedPrice[] {
  return rows === '' ? [] : rows.split(',').map(toPrice);
}

export function toPast({ version, valid_from, valid_to, superseded_at, ...row }: StoredPast): FoldedPast {
  const attributes = Object.fromEntries(attributeNames.map((name) => [name, row[name] ?? null]));
  return { version, valid_from, valid_to, superseded_at, attributes };
}

export function toChange({ changed, prices, ...same }: StoredChange): RecordedChange {
  return { ...same, changed: JSON.parse(changed), prices: prices === null ? null : JSON.parse(prices) };
}

function toPrice(row: string): FoldedPrice {
  const [effective_at = '', recorded_at = '', price = ''] = row.split('|');
  return {
    effective_at: parseInstant(effective_at),
    recorded_at: parseInstant(recorded_at),
    price_eur: price === '' ? null : Number(price),
  };
}
