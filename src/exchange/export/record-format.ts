import type { Column } from './parquet/column.ts';

/** The columns of a row as COPY sends them. */
export type Cells = readonly string[];

/** How rows of a kind are written. */
export type RecordFormat = {
  /** Those of Parquet, from COPY's binary format; their names are the header of the CSV. */
  columns: readonly Column[];
  /** An object of JSON. */
  json(cells: Cells): string;
  /** Lines of CSV (RFC 4180), each with its end. */
  csv(rows: readonly Cells[]): string;
};

export const formats = ['ndjson', 'csv', 'parquet'] as const;
export type Format = (typeof formats)[number];

export const mediaTypes: Readonly<Record<Format, string>> = {
  ndjson: 'application/x-ndjson',
  csv: 'text/csv',
  parquet: 'application/vnd.apache.parquet',
};
