/** A text in the text of a statement of DuckDB, for what takes no parameter, such as the name of a file. */
export function text(value: string): string {
  return `'${value.replaceAll("'", "''")}'`;
}

/** Several of them, as a list. */
export function texts(values: readonly string[]): string {
  return `[${values.map(text).join(', ')}]`;
}
