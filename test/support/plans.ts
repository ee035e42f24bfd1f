import assert from 'node:assert/strict';
import type { Queryable, Rows, Statement } from '../../src/db/queryable.ts';
import type { TestDatabase } from './test-database.ts';

/** A node of what EXPLAIN (FORMAT JSON) says. */
export type Plan = {
  'Node Type': string;
  'Relation Name'?: string;
  'Index Name'?: string;
  'Plan Rows'?: number;
  Plans?: Plan[];
};

/** The plan of the first statement that a function sends, for the values it sends with it; what it asks the planner is answered. */
export async function planOf({ sql }: TestDatabase, ask: (db: Queryable) => Promise<unknown>): Promise<Plan> {
  let sent: Statement | undefined;
  const db: Queryable = {
    query: async <Row extends object>(statement: Statement): Promise<Rows<Row>> => {
      if (!statement.text.startsWith('EXPLAIN')) sent ??= statement;
      const rows = sent ? [] : await sql<Row>(statement.text, [...(statement.values ?? [])]);
      return { rows, rowCount: rows.length };
    },
  };
  await ask(db);
  assert.ok(sent, 'no statement was sent');
  const [row] = await sql<{ 'QUERY PLAN': [{ Plan: Plan }] }>(`EXPLAIN (FORMAT JSON) ${sent.text}`, [
    ...(sent.values ?? []),
  ]);
  return row?.['QUERY PLAN'][0].Plan ?? assert.fail('no plan');
}

/** The plan that the server keeps of the first prepared statement that a function sends, whatever its values. */
export async function keptPlanOf({ connect }: TestDatabase, ask: (db: Queryable) => Promise<unknown>): Promise<Plan> {
  const client = await connect();
  try {
    await client.query('SET plan_cache_mode = force_generic_plan');
    let sent: Statement | undefined;
    const query = async (statement: Statement) => {
      sent ??= statement;
      return await client.query({ ...statement, values: [...(statement.values ?? [])] });
    };
    await ask({ query } as Queryable);
    assert.ok(sent?.name, 'no prepared statement was sent');
    const values = (sent.values ?? []).map((value) => client.escapeLiteral(String(value)));
    const { rows } = await client.query(`EXPLAIN (FORMAT JSON) EXECUTE "${sent.name}" (${values.join(', ')})`);
    return rows[0]['QUERY PLAN'][0].Plan;
  } finally {
    await client.end();
  }
}

/** How tables are read, such as `Index Scan of listing by listing_pkey`; of a bitmap each of its indexes. */
export function scansOf(plan: Plan, table = plan['Relation Name']): string[] {
  const { 'Node Type': type, 'Index Name': index, Plans: below = [] } = plan;
  const deeper = below.flatMap((each) => scansOf(each, each['Relation Name'] ?? table));
  if (type === 'Bitmap Index Scan' || (type.endsWith('Scan') && index !== undefined)) {
    return [`${type} of ${table} by ${index}`, ...deeper];
  }
  return type === 'Seq Scan' ? [`Seq Scan of ${table}`, ...deeper] : deeper;
}

/** How many rows the largest sort is expected to take. */
export function sortedRowsOf(plan: Plan): number {
  const { 'Node Type': type, Plans: below = [] } = plan;
  const own =
    type === 'Sort' || type === 'Incremental Sort' ? Math.max(...below.map((each) => each['Plan Rows'] ?? 0)) : 0;
  return Math.max(own, ...below.map(sortedRowsOf));
}
