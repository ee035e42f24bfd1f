/** What there is none of is empty. */
export type Cell = string | number | undefined;

/** Rows as CSV (RFC 4180): commas, CRLF, and quotes around what has one of them. Numbers are written as programs read them. */
export function csvOf(rows: readonly (readonly Cell[])[]): string {
  return rows.map((row) => `${row.map(field).join(',')}\r\n`).join('');
}

function field(cell: Cell): string {
  const text = String(cell ?? '');
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
