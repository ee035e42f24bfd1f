import { attributeNames, type FoldedListing } from '../changes/fold-changes.ts';
import type { Transaction } from '../db/session.ts';

/** A listing as its changes make it. */
export type ToldListing = { listing_id: string; folded: FoldedListing };

const attributes = attributeNames.join(', ');
const listingColumns = `created_date, updated_date, described_date, ${attributes}`;
const pastColumns = `listing_id, version, valid_from, valid_to, superseded_at, ${attributes}`;

/**
 * Makes listings and their past what their changes say, with the triggers silent (H8). Attributes of now that they had
 * are set aside; those of the past, which nobody but the triggers writes, are not.
 */
export async function putBackListings(tx: Transaction, told: readonly ToldListing[]): Promise<void> {
  await tx.query({
    text: `CREATE TEMP TABLE doctor_folded ON COMMIT DROP AS
      SELECT id AS listing_id, ${listingColumns} FROM listing WITH NO DATA`,
  });
  await tx.query({ text: 'CREATE TEMP TABLE doctor_drifted (LIKE doctor_folded) ON COMMIT DROP' });
  await tx.query({
    text: 'INSERT INTO doctor_folded SELECT * FROM jsonb_populate_recordset(NULL::doctor_folded, $1)',
    values: [JSON.stringify(told.map(toRow))],
  });
  await tx.query({
    text: `INSERT INTO doctor_drifted (listing_id, ${listingColumns})
      SELECT id, ${listingColumns} FROM listing WHERE id IN (SELECT listing_id FROM doctor_folded)`,
  });
  await tx.query({
    text: `UPDATE listing AS l SET created_date = f.created_date,
        updated_date = least(f.updated_date, greatest(l.updated_date, listing_clock())),
        described_date = f.described_date, ${attributeNames.map((name) => `${name} = f.${name}`).join(', ')}
      FROM doctor_folded AS f WHERE f.listing_id = l.id`,
  });
  await putBackPast(tx, told);
}

function toRow({ listing_id, folded }: ToldListing): object {
  const { created_date, updated_date, described_date, attributes } = folded;
  return { listing_id, created_date, updated_date, described_date, ...attributes };
}

async function putBackPast(tx: Transaction, told: readonly ToldListing[]): Promise<void> {
  const rows = told.flatMap(({ listing_id, folded }) =>
    folded.past.map((past) => ({ ...past, ...past.attributes, listing_id })),
  );
  await tx.query({ text: 'DELETE FROM listing_past WHERE listing_id IN (SELECT listing_id FROM doctor_folded)' });
  await tx.query({
    text: `INSERT INTO listing_past (${pastColumns})
      SELECT ${pastColumns} FROM jsonb_populate_recordset(NULL::listing_past, $1)`,
    values: [JSON.stringify(rows)],
  });
}

/** Gives the listings the attributes again that the feed did not know, from now on. */
export async function recordDrifted(tx: Transaction): Promise<void> {
  await tx.query({
    text: `UPDATE listing AS l SET ${attributeNames.map((name) => `${name} = d.${name}`).join(', ')}
      FROM doctor_drifted AS d WHERE d.listing_id = l.id`,
  });
}
