import pg from 'pg';

type Value = string | number | readonly (string | number)[];

/** A value in the text of a statement, for those that take none beside it, such as COPY. */
export function literal(value: Value): string {
  if (typeof value !== 'object') return pg.escapeLiteral(String(value));
  return `ARRAY[${value.map((item) => pg.escapeLiteral(String(item))).join(', ')}]`;
}
