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

/** A statement as a line of a pgbench script: what is named in `variables`, by its number, is a variable of the script. */
export function asScript({ text, values = [] }: Statement, variables: Readonly<Record<number, string>>): string {
  const line = text
    .replaceAll(/--.*$/gm, '')
    .replaceAll(/\$(\d+)/g, (_, number) => variables[Number(number)] ?? literal(values[Number(number) - 1]));
  return `${line.replaceAll(/\s*\n\s*/g, ' ')};`;
}

function literal(value: unknown): string {
  if (value === null || value === undefined) return 'NULL';
  return typeof value === 'number' ? String(value) : `'${String(value).replaceAll("'", "''")}'`;
}
