/**
 * A row in the text format of COPY (PostgreSQL manual, COPY, "Text Format"): columns between tabs, \N for null.
 */
export function copyRow(values: readonly (string | number | boolean | null | undefined)[]): string {
  return `${values.map(copyValue).join('\t')}\n`;
}

function copyValue(value: string | number | boolean | null | undefined): string {
  if (value === null || value === undefined) return '\\N';
  return typeof value === 'string' && /[\\\b\f\n\r\t\v]/.test(value)
    ? value.replace(/[\\\b\f\n\r\t\v]/g, escaped)
    : String(value);
}

const escapes: Readonly<Record<string, string>> = {
  '\\': '\\\\',
  '\b': '\\b',
  '\f': '\\f',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
  '\v': '\\v',
};

function escaped(character: string): string {
  return escapes[character] ?? character;
}
