import type { Queryable } from '../../db/queryable.ts';
import type { Instant } from '../../db/values.ts';
import { columns, type ListingRow } from '../listings.sql.ts';
import { type Bind, bindInto, conditionsOf, dropsSince } from './conditions.sql.ts';
import type { Order } from './orders.sql.ts';
import type { PagePlace } from './page-cursor.ts';
import type { Filters } from './search-query.ts';

/** A listing with what it is ordered by. */
export type FoundRow = ListingRow & { sort_key: number | Instant | null };

/** Rows in the order of an index: those with something to be ordered by, or those without, all or from a place on. */
export type Run = {
  order: Order;
  withoutKey: boolean;
  /** From the end to the beginning. */
  backwards: boolean;
  behind: PagePlace | undefined;
  limit: number;
};

/** The rows of a run that the filters let through. A plan for them depends on their values; without one it is kept. */
export async function selectRun(db: Queryable, filters: Filters, run: Run): Promise<FoundRow[]> {
  const { order, backwards, limit } = run;
  const values: unknown[] = [];
  const bind = bindInto(values);
  const source = sourceOf(filters, bind);
  const searched = conditionsOf(filters, bind);
  const direction = order.descending === backwards ? 'ASC' : 'DESC';
  const found = `FROM ${source} ${where([...searched, ...placeConditions(run, bind)])}`;
  const by = (key: string) => (key === 'id' ? `id ${direction}` : `${key} ${direction}, id ${direction}`);
  const kept = searched.length === 0 && limit === usualLimit;
  const { rows } = await db.query<FoundRow>({
    ...(kept ? { name: nameOf(run) } : {}),
    text: order.computed
      ? `SELECT ${columns}, sort_key
        FROM (SELECT id, ${order.expression} AS sort_key ${found} ORDER BY ${by('sort_key')} LIMIT ${limit}) AS found
          JOIN listing USING (id) ORDER BY ${by('sort_key')}`
      : `SELECT ${columns}, ${order.expression} AS sort_key ${found} ORDER BY ${by(order.expression)} LIMIT ${limit}`,
    values,
  });
  return rows;
}

/** PostgreSQL takes 63 characters of a name, and no other statement of the same. */
function nameOf({ order, backwards, withoutKey, behind }: Run): string {
  const traits = { [order.descending ? 'desc' : 'asc']: true, backwards, withoutKey, behind: behind !== undefined };
  return [
    'select-listings',
    order.name,
    ...Object.entries(traits).flatMap(([trait, has]) => (has ? [trait] : [])),
  ].join(' ');
}

/** A page of the usual length, and the row that tells whether there is another one. */
const usualLimit = 101;

/** How many listings the filters let through, counted. */
export async function countListings(db: Queryable, filters: Filters): Promise<number> {
  const values: unknown[] = [];
  const bind = bindInto(values);
  const source = sourceOf(filters, bind);
  const { rows } = await db.query<{ count: number }>({
    text: `SELECT count(*) AS count FROM ${source} ${where(conditionsOf(filters, bind))}`,
    values,
  });
  return rows[0]?.count ?? 0;
}

type Explained = { 'QUERY PLAN': [{ Plan: { 'Plan Rows': number } }] };

/** How many listings the planner expects the filters to let through. */
export async function estimateListings(db: Queryable, filters: Filters): Promise<number> {
  const values: unknown[] = [];
  const bind = bindInto(values);
  const source = sourceOf(filters, bind);
  const { rows } = await db.query<Explained>({
    text: `EXPLAIN (FORMAT JSON) SELECT FROM ${source} ${where(conditionsOf(filters, bind))}`,
    values,
  });
  return rows[0]?.['QUERY PLAN'][0].Plan['Plan Rows'] ?? 0;
}

function sourceOf({ price_dropped_since: since }: Filters, bind: Bind): string {
  return since === undefined ? 'listing' : dropsSince(since, bind);
}

function placeConditions({ order, backwards, behind, withoutKey }: Run, bind: Bind): string[] {
  const { expression, descending, nullable } = order;
  const sign = descending === backwards ? '>' : '<';
  const present = nullable ? [`${expression} IS ${withoutKey ? '' : 'NOT '}NULL`] : [];
  if (behind === undefined) return present;
  if (withoutKey || expression === 'id') return [...present, `id ${sign} ${bind(behind.id)}`];
  return [...present, `(${expression}, id) ${sign} (${bind(behind.key)}, ${bind(behind.id)})`];
}

function where(conditions: readonly string[]): string {
  return conditions.length === 0 ? '' : `WHERE ${conditions.join(' AND ')}`;
}
