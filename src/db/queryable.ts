/** A statement with bound values; one with a name is prepared once a connection. */
export type Statement = { name?: string; text: string; values?: readonly unknown[] };

export type Rows<Row> = { rows: Row[]; rowCount: number };

/** Reads the rows of many keys at once: $1 is an array of them; a row says in `id` whose it is. */
export type KeyedStatement = { name: string; text: string };

/** Runs single statements, each a transaction of its own. */
export interface Queryable {
  query<Row extends object>(statement: Statement): Promise<Rows<Row>>;
  /** Present where reads of several requests may be made together. */
  readonly keyed?: { rows<Row extends { id: number }>(statement: KeyedStatement, key: string): Promise<Row[]> };
  /** Present where writes of several requests, each of the row of one id, may be committed together. */
  ofRow?<Row extends object>(statement: Statement, id: string): Promise<Rows<Row>>;
}

/** Makes a write of one row, together with those of others where the database can make them so. */
export async function writeRow<Row extends object>(
  db: Queryable,
  statement: Statement,
  id: string,
): Promise<Rows<Row>> {
  return await (db.ofRow ? db.ofRow<Row>(statement, id) : db.query<Row>(statement));
}
