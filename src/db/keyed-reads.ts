import type { KeyedStatement, Queryable } from './queryable.ts';

/**
 * So many keys are one statement at most: while the database works on it, the next ones are read from their connections.
 * With one statement for all 32 of 32 clients each side waited for the other, a quarter of the time.
 */
const mostKeys = 12;

type Asked = { key: string; answer: (rows: object[]) => void; fail: (error: unknown) => void };

/**
 * Reads of one turn of the event loop that differ in their keys alone are one statement: under load that is most of what a
 * read costs. None waits for another: they are sent when the loop has seen every request that had come in.
 */
export class KeyedReads {
  readonly #db: Queryable;
  readonly #waiting = new Map<string, Asked[]>();

  constructor(db: Queryable) {
    this.#db = db;
  }

  async rows<Row extends { id: number }>(statement: KeyedStatement, key: string): Promise<Row[]> {
    return await new Promise<Row[]>((answer, fail) => {
      this.#ask(statement, { key, answer: answer as Asked['answer'], fail });
    });
  }

  #ask(statement: KeyedStatement, asked: Asked): void {
    const waiting = this.#waiting.get(statement.name) ?? [];
    if (waiting.push(asked) === 1) {
      this.#waiting.set(statement.name, waiting);
      setImmediate(() => {
        if (this.#waiting.get(statement.name) === waiting) this.#send(statement, waiting);
      });
    }
    if (waiting.length === mostKeys) this.#send(statement, waiting);
  }

  #send(statement: KeyedStatement, waiting: readonly Asked[]): void {
    this.#waiting.delete(statement.name);
    const keys = [...new Set(waiting.map(({ key }) => key))];
    this.#db.query<{ id: number }>({ ...statement, values: [keys] }).then(
      ({ rows }) => {
        const byKey = Map.groupBy(rows, ({ id }) => String(id));
        for (const { key, answer } of waiting) answer(byKey.get(key) ?? []);
      },
      (error) => {
        for (const { fail } of waiting) fail(error);
      },
    );
  }
}

/** The rows of a key, together with those of others where the database can read them so. */
export async function rowsOfKey<Row extends { id: number }>(
  db: Queryable,
  statement: KeyedStatement,
  key: string,
): Promise<Row[]> {
  if (db.keyed) return await db.keyed.rows<Row>(statement, key);
  return (await db.query<Row>({ ...statement, values: [[key]] })).rows;
}
