import type { Queryable } from '../db/queryable.ts';
import type { Transaction } from '../db/session.ts';
import { type Finding, type Found, nothingFound, shownFindings } from './finding.ts';

/** Listing ids from `after` (exclusive) to `last`; ids as text, since they may be beyond 2^53. */
export type Range = { after: string; last: string };

const lowestId = '-9223372036854775808';

/** Before the first range. */
export const noRange: Range = { after: lowestId, last: lowestId };

/** Listings in a range at most: what keeps memory flat. Of other rows there are ten times as many, or one listing's. */
export const usualListings = 400;

/** The last range ends with the highest id there is now, or writers who are fast would be followed without end. */
export async function highestId(db: Queryable): Promise<string> {
  const { rows } = await db.query<{ id: string }>({
    text: `SELECT coalesce(greatest((SELECT max(id) FROM listing), (SELECT max(listing_id) FROM listing_change),
      (SELECT max(listing_id) FROM listing_past), (SELECT max(listing_id) FROM listing_price),
      (SELECT max(listing_id) FROM listing_words)), 0)::text AS id`,
  });
  return rows[0]?.id ?? '0';
}

/** @returns the next one, of so many listings at most; after `highest` undefined. */
export async function nextRange(
  db: Queryable,
  { last: after }: Range,
  { listings, highest }: { listings: number; highest: string },
): Promise<Range | undefined> {
  if (after === highest) return undefined;
  const { rows: found } = await db.query<{ last: string }>({
    text: `SELECT least($3::bigint,
        (SELECT id FROM listing WHERE id > $1 ORDER BY id OFFSET $2 LIMIT 1),
        (SELECT listing_id FROM listing_change WHERE listing_id > $1 ORDER BY listing_id, version OFFSET $2 * 3 LIMIT 1),
        (SELECT listing_id FROM listing_past WHERE listing_id > $1 ORDER BY listing_id, valid_to, version OFFSET $2 * 3 LIMIT 1),
        (SELECT listing_id FROM listing_price WHERE listing_id > $1 ORDER BY listing_id, effective_at OFFSET $2 * 10 LIMIT 1)
      )::text AS last`,
    values: [after, listings, highest],
  });
  return { after, last: found[0]?.last ?? highest };
}

/** The plans of long statements are not worth compiling, and the sorts of a range fit into memory. */
export async function prepareSession(db: Queryable): Promise<void> {
  await db.query({ text: "SELECT set_config('jit', 'off', false), set_config('work_mem', '64MB', false)" });
}

/** Lets the statements of the transaction see one moment, whoever writes meanwhile. */
export async function readOneMoment(tx: Transaction): Promise<void> {
  await tx.query({ text: 'SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY' });
}

export type Counts = { listings: number; prices: number; changes: number };

export async function countRows(tx: Transaction, { after, last }: Range): Promise<Counts> {
  const { rows: found } = await tx.query<Counts>({
    text: `SELECT (SELECT count(*) FROM listing WHERE id > $1 AND id <= $2) AS listings,
      (SELECT count(*) FROM listing_price WHERE listing_id > $1 AND listing_id <= $2) AS prices,
      (SELECT count(*) FROM listing_change WHERE listing_id > $1 AND listing_id <= $2) AS changes`,
    values: [after, last],
  });
  return found[0] ?? { listings: 0, prices: 0, changes: 0 };
}

export async function countListings(db: Queryable): Promise<number> {
  const { rows: found } = await db.query<{ listings: number }>({ text: 'SELECT count(*) AS listings FROM listing' });
  return found[0]?.listings ?? 0;
}

/**
 * Asks for findings: `text` selects listing_id, at, what and mend, of the ids after $1 up to $2 where there is a range.
 */
export async function find(db: Queryable, text: string, range?: Range): Promise<Found> {
  const { rows: found } = await db.query<Finding & { count: number }>({
    text: `SELECT listing_id::text, at, what, mend, count(*) OVER () AS count FROM (${text}) AS found
      ORDER BY found.listing_id, at LIMIT ${shownFindings}`,
    values: range ? [range.after, range.last] : [],
  });
  const [first] = found;
  return first ? { count: first.count, findings: found.map(({ count: _, ...finding }) => finding) } : nothingFound;
}
