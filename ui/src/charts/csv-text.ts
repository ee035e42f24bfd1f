import { decimalSign } from '../words/read-number.ts';

/** What there is none of is empty. */
export type Cell = string | number | undefined;

/** How a table is written: what parts its columns, and the sign of its decimals. */
export type CsvWays = { separator: ',' | ';'; decimal: string };

/**
 * As the spreadsheets of a locale expect it, which put all of a line into one cell otherwise: semicolons where a number has a
 * comma, and in Switzerland and Liechtenstein. Programs ask the API, which always writes commas; imports take either.
 */
export function csvWaysOf(locale: string): CsvWays {
  const decimal = decimalSign(locale);
  return { separator: decimal === ',' || /-(CH|LI)\b/.test(locale) ? ';' : ',', decimal };
}

/**
 * Rows as CSV (RFC 4180): CRLF, and quotes around what has a separator, a quote or a line end; numbers are not grouped.
 * A text that a spreadsheet would work out as a formula has an apostrophe before it (OWASP, CSV Injection): anybody may have
 * written it, and whoever opens the file would run it. Numbers are none, also below zero.
 */
export function csvOf(rows: readonly (readonly Cell[])[], ways: CsvWays): string {
  return rows.map((row) => `${row.map((cell) => field(cell, ways)).join(ways.separator)}\r\n`).join('');
}

function field(cell: Cell, { separator, decimal }: CsvWays): string {
  const text = typeof cell === 'string' ? harmless(cell) : String(cell ?? '').replace('.', decimal);
  return text.includes(separator) || /["\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** Also where spaces come first, which spreadsheets pass over, and in the wide forms of the signs. */
function harmless(text: string): string {
  return /^\s*[=+\-@＝＋－＠]|^[\t\r\n]/.test(text) ? `'${text}` : text;
}
