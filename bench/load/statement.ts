import type { Queryable, Rows, Statement } from '../../src/db/queryable.ts';

/** The statement that a function sends, word for word: what is measured against the service is what the service asks. */
export async function statementOf(ask: (db: Queryable) => Promise<unknown>): Promise<Statement> {
  let sent: Statement | undefined;
  const db: Queryable = {
    query: async <Row extends object>(statement: Statement): Promise<Rows<Row>> => {
      sent ??= statement;
      return { rows: [], rowCount: 0 };
    },
  };
  await ask(db).catch(() => {}); // it finds nothing
  if (!sent) throw new Error('no statement was sent');
  return sent;
}

/**
 * A statement as a line of a pgbench script.
 * @param variables of the script, each by the value in whose place it goes
 * @throws where no parameter has such a value: the statement would do something else than what it is compared with
 */
export function asScript({ text, values = [] }: Statement, variables: Readonly<Record<string, string>>): string {
  const given = values.map(String);
  const missing = Object.keys(variables).find((value) => !given.includes(value));
  if (missing !== undefined) throw new Error(`no parameter is ${missing}: ${text}`);
  const line = text
    .replaceAll(/--.*$/gm, '')
    .replaceAll(/\$(\d+)/g, (_, number) => variables[given[number - 1] ?? ''] ?? literal(values[number - 1]));
  return `${line.replaceAll(/\s*\n\s*/g, ' ')};`;
}

function literal(value: unknown): string {
  if (value === null || value === undefined) return 'NULL';
  return typeof value === 'number' ? String(value) : `'${String(value).replaceAll("'", "''")}'`;
}
