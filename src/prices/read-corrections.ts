import { type Static, Type } from 'typebox';
import type { Queryable } from '../db/queryable.ts';
import { noSuchListing, parseListingId } from '../listings/listing-id.ts';
import { invalid } from '../wire/checker.ts';
import { decodeCursor, encodeCursor } from '../wire/cursor.ts';
import { parseInstant } from '../wire/instant.ts';
import type { Correction } from './correction.ts';
import { type CorrectionRange, type CorrectionRow, selectCorrections } from './corrections.sql.ts';
import type { PricesState } from './read-prices.ts';

const most = 10_000;
const usual = 1_000;

export const CorrectionQuery = Type.Object(
  {
    limit: Type.Optional(
      Type.Integer({
        ...{ minimum: 1, maximum: most, default: usual, description: 'How many corrections a page has.' },
        'x-expected': `a whole number from 1 to ${most}`,
      }),
    ),
    after: Type.Optional(Type.String({ description: 'Where the page before ended: taken from its Link header.' })),
  },
  { additionalProperties: false },
);
export type CorrectionQuery = Static<typeof CorrectionQuery>;

export type CorrectionPage = PricesState & {
  corrections: Correction[];
  /** The query of the next page; none where this is the last. */
  next: CorrectionQuery | undefined;
};

/**
 * What was stated about prices of a listing and no longer counts, in the order in which that became known.
 * @throws AppError `not_found`, `invalid` for a cursor that is none.
 */
export async function readCorrections(
  db: Queryable,
  { id, query }: { id: string; query: CorrectionQuery },
): Promise<CorrectionPage> {
  const { limit = usual } = query;
  const range = { listingId: parseListingId(id), after: startOf(query), limit: limit + 1 };
  const rows = await selectCorrections(db, range);
  const [first] = rows;
  if (!first) throw noSuchListing(id);
  const corrections = rows.flatMap(toCorrection);
  const last = corrections[limit - 1];
  const more = corrections.length > limit && last;
  return {
    corrections: corrections.slice(0, limit),
    version: first.version,
    trimmedTo: first.trimmed_to ?? undefined,
    next: more ? { ...query, after: encodeCursor('correction', [last.recorded_at, last.effective_at]) } : undefined,
  };
}

function toCorrection({ effective_at, recorded_at, from, to, actor, reason }: CorrectionRow): Correction[] {
  if (effective_at === null) return [];
  const who = { ...(actor !== null && { actor }), ...(reason !== null && { reason }) };
  return [{ effective_at, recorded_at, from, to, ...who }];
}

function startOf({ after }: CorrectionQuery): CorrectionRange['after'] {
  if (after === undefined) return { recordedAt: '-infinity', effectiveAt: '-infinity' };
  const keys = decodeCursor('correction', after) ?? [];
  const [recordedAt, effectiveAt] = keys.map((key) => (typeof key === 'string' ? parseInstant(key) : undefined));
  if (recordedAt === undefined || effectiveAt === undefined || keys.length > 2)
    throw invalid([{ parameter: 'after', detail: 'must be taken from the Link header of a page' }], 'query');
  return { recordedAt, effectiveAt };
}
