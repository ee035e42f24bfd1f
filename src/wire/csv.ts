import { stringify } from 'csv-stringify/sync';

export type CsvOptions = { columns: readonly string[]; header?: boolean };

/**
 * Rows as CSV (RFC 4180); what there is none of is empty. The library puts what has a whole delimiter of rows in quotes, and
 * would leave one of its characters alone: such a text has to be in quotes, too, or its row falls apart.
 */
export function csvText(
  rows: readonly Readonly<Record<string, unknown>>[],
  { columns, header = false }: CsvOptions,
): string {
  return stringify([...rows], {
    ...{ columns: [...columns], header, record_delimiter: 'windows' },
    quoted_match: /[\r\n]/,
  });
}
