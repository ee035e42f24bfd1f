import { csvText } from '../../wire/csv.ts';

/** The forms that figures can be had in, and their media types. */
export const forms = { json: 'application/json', csv: 'text/csv', parquet: 'application/vnd.apache.parquet' } as const;
export type Form = keyof typeof forms;

/** Rows as CSV (RFC 4180) with a header line; what there is none of is empty, several values stand with spaces in between. */
export function toCsv(rows: readonly Readonly<Record<string, unknown>>[], members: readonly string[]): string {
  const flat = rows.map((row) => Object.fromEntries(members.map((name) => [name, cellOf(row[name])])));
  return csvText(flat, { header: true, columns: members });
}

function cellOf(value: unknown): unknown {
  return Array.isArray(value) ? value.join(' ') : value;
}
