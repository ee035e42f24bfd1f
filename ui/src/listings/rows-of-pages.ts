/**
 * The rows of pages that were read one after the other, each once. A listing whose place in the order changes in between is on
 * two of them: what was read last counts, and where it was.
 */
export function rowsOfPages<Row extends { id: number }>(pages: readonly (readonly Row[])[]): Row[] {
  const rows = new Map<number, Row>();
  for (const row of pages.flat()) {
    rows.delete(row.id);
    rows.set(row.id, row);
  }
  return [...rows.values()];
}
