import { attributeNames } from '../changes/fold-changes.ts';
import type { Transaction } from '../db/session.ts';

/** A listing as its changes make it. */
export type FoldedState = {
  listing_id: string;
  created_date: string;
  updated_date: string;
} & Record<string, string | number | null>;

/** Makes the listings what their changes say, with the triggers silent; the attributes that they had are set aside. */
export async function putBackListings(tx: Transaction, folded: readonly FoldedState[]): Promise<void> {
  const attributes = attributeNames.join(', ');
  await tx.query({
    text: `CREATE TEMP TABLE doctor_folded ON COMMIT DROP AS
      SELECT id AS listing_id, created_date, updated_date, ${attributes} FROM listing WITH NO DATA`,
  });
  await tx.query({ text: 'CREATE TEMP TABLE doctor_drifted (LIKE doctor_folded) ON COMMIT DROP' });
  await tx.query({
    text: 'INSERT INTO doctor_folded SELECT * FROM jsonb_populate_recordset(NULL::doctor_folded, $1)',
    values: [JSON.stringify(folded)],
  });
  await tx.query({
    text: `INSERT INTO doctor_drifted
      SELECT l.id, l.created_date, l.updated_date, ${attributeNames.map((name) => `l.${name}`).join(', ')}
      FROM listing AS l JOIN doctor_folded AS f ON f.listing_id = l.id`,
  });
  await tx.query({
    text: `UPDATE listing AS l SET created_date = f.created_date, updated_date = f.updated_date,
        ${attributeNames.map((name) => `${name} = f.${name}`).join(', ')}
      FROM doctor_folded AS f WHERE f.listing_id = l.id`,
  });
}

/** Gives the listings the attributes again that the feed did not know, from now on. */
export async function recordDrifted(tx: Transaction): Promise<void> {
  await tx.query({
    text: `UPDATE listing AS l SET ${attributeNames.map((name) => `${name} = d.${name}`).join(', ')}
      FROM doctor_drifted AS d WHERE d.listing_id = l.id`,
  });
}
