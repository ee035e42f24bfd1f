/** A statement with bound values; one with a name is prepared once a connection. */
export type Statement = { name?: string; text: string; values?: readonly unknown[] };

export type Rows<Row> = { rows: Row[]; rowCount: number };

/** Runs single statements, each a transaction of its own. */
export interface Queryable {
  query<Row extends object>(statement: Statement): Promise<Rows<Row>>;
}
