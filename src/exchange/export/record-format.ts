/** The columns of a row as COPY sends them. */
export type Cells = readonly string[];

/** How rows of a kind are written. */
export type RecordFormat = {
  /** The header of the CSV. */
  header: readonly string[];
  /** An object of JSON. */
  json(cells: Cells): string;
  /** Lines of CSV (RFC 4180), each with its end. */
  csv(rows: readonly Cells[]): string;
};

export const formats = ['ndjson', 'csv'] as const;
export type Format = (typeof formats)[number];

export const mediaTypes: Readonly<Record<Format, string>> = { ndjson: 'application/x-ndjson', csv: 'text/csv' };
