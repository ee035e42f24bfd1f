/** What there is none of is empty. */
export type Cell = string | number | undefined;

/**
 * Rows as CSV (RFC 4180): commas, CRLF, and quotes around what has one of them. Numbers are written as programs read them.
 * A text that a spreadsheet would work out as a formula has an apostrophe before it (OWASP, CSV Injection): anybody may have
 * written it, and whoever opens the file would run it. Numbers are none, also below zero.
 */
export function csvOf(rows: readonly (readonly Cell[])[]): string {
  return rows.map((row) => `${row.map(field).join(',')}\r\n`).join('');
}

function field(cell: Cell): string {
  const text = typeof cell === 'string' ? harmless(cell) : String(cell ?? '');
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** Also where spaces come first, which spreadsheets pass over, and in the wide forms of the signs. */
function harmless(text: string): string {
  return /^\s*[=+\-@＝＋－＠]|^[\t\r\n]/.test(text) ? `'${text}` : text;
}
