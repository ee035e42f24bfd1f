import { type Static, Type } from 'typebox';
import { beginning, decodeFeedCursor } from '../../changes/feed-cursor.ts';
import { ChangeQuery, readChanges } from '../../changes/read-changes.ts';
import { refuseImpossible } from '../../listings/search/refuse-impossible.ts';
import { filters } from '../../listings/search/search-query.ts';
import { invalid } from '../../wire/checker.ts';
import { parseInstant } from '../../wire/instant.ts';
import { rfc3339Instant } from '../../wire/schemas.ts';
import { changeFormat } from './change-format.ts';
import { changesQuery, listingsQuery, pricesQuery } from './exports.sql.ts';
import { listingFormat } from './listing-format.ts';
import { type ExportSource, epochOf } from './open-export.ts';
import { priceFormat } from './price-format.ts';

const closed = { additionalProperties: false };

export const ListingsExportQuery = Type.Object(filters, closed);
export type ListingsExportQuery = Static<typeof ListingsExportQuery>;

/** @throws AppError `invalid` */
export function listingsExport(query: ListingsExportQuery): ExportSource {
  refuseImpossible(query);
  return async () => ({ query: listingsQuery(query), format: listingFormat });
}

export const PricesExportQuery = Type.Object(
  {
    from: Type.Optional(rfc3339Instant('Prices that hold from this instant on, or a later one.')),
    to: Type.Optional(rfc3339Instant('Prices that hold from an instant before this one.')),
  },
  closed,
);
export type PricesExportQuery = Static<typeof PricesExportQuery>;

/** @throws AppError `invalid` */
export function pricesExport({ from, to }: PricesExportQuery): ExportSource {
  const range = { from: from && parseInstant(from), to: to && parseInstant(to) };
  if (range.from !== undefined && range.to !== undefined && range.from >= range.to) {
    throw invalid([{ parameter: 'from', detail: `must be before to, which is ${to}` }], 'query');
  }
  return async () => ({ query: pricesQuery(range), format: priceFormat });
}

const { limit: _, ...followed } = ChangeQuery.properties;
export const ChangesExportQuery = Type.Object(followed, closed);
export type ChangesExportQuery = Static<typeof ChangesExportQuery>;

/** @throws AppError `invalid`; and `gone`, when it is asked, for a cursor that leads nowhere */
export function changesExport({ after, ...wanted }: ChangesExportQuery): ExportSource {
  const from = after === undefined || after === 'now' ? undefined : decodeFeedCursor(after);
  return async (snapshot, cursor) => {
    const end = decodeFeedCursor(cursor);
    if (after !== undefined) await readChanges(snapshot, { after, limit: 1 }); // whether it is known
    const place = after === 'now' ? end : (from ?? beginning);
    return { query: changesQuery(place, wanted), format: changeFormat(epochOf(cursor)) };
  };
}
