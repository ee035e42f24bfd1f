import type { Table, Value } from './questions.ts';

export type Row = Readonly<Record<string, Value>>;

/** Row after row, with the names of the columns. */
export function rowsOfTable({ names, columns }: Table): Row[] {
  const count = columns[0]?.length ?? 0;
  return Array.from({ length: count }, (_, at) =>
    Object.fromEntries(names.map((name, column) => [name, columns[column]?.[at] ?? null])),
  );
}
