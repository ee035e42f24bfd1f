import type { Queryable } from '../../db/queryable.ts';
import type { Instant } from '../../db/values.ts';
import { priceSummaryOf } from '../history/price-summary.sql.ts';
import { columns, type ListingRow } from '../listings.sql.ts';
import { type Bind, bindInto, branchesOf, foundBy, isUnfiltered, type Searched, withWords } from './conditions.sql.ts';
import type { Order } from './orders.sql.ts';
import type { PageCursor } from './page-cursor.ts';

/** A listing with what it is ordered by. */
export type FoundRow = ListingRow & { sort_key: number | Instant | null };

/** Rows in the order of an index: those with something to be ordered by, or those without, all or from a place on. */
export type Run = {
  order: Order;
  withoutKey: boolean;
  /** From the end to the beginning. */
  backwards: boolean;
  behind: Pick<PageCursor, 'key' | 'id' | 'inclusive'> | undefined;
  limit: number;
  withHistory: boolean;
};

/** The rows of a run that the filters let through. A plan for them depends on their values; without one it is kept. */
export async function selectRun(db: Queryable, filters: Searched, run: Run): Promise<FoundRow[]> {
  const values: unknown[] = [];
  const bind = bindInto(values);
  const { postal_code: _, ...others } = filters;
  const idsFirst = findsIdsFirst(filters, run.order);
  const branches = branchesOf(filters).map((conditions) =>
    selectPage(foundBy(others, bind, [...conditions(bind), ...placeConditions(run, bind)]), run, idsFirst),
  );
  const either = branches.map((branch) => `(${branch})`).join(' UNION ALL ');
  const [only = '', ...more] = branches;
  const page = more.length === 0 ? only : `SELECT * FROM (${either}) AS either ${inOrder('sort_key', run)}`;
  const { rows } = await db.query<FoundRow>({
    ...(isUnfiltered(filters) && run.limit === usualLimit ? { name: nameOf(run) } : {}),
    text: run.withHistory ? told(page, run) : page,
    values,
  });
  return rows;
}

function selectPage(found: string, run: Run, idsFirst: boolean): string {
  const { expression } = run.order;
  if (!idsFirst) return `SELECT ${columns}, ${expression} AS sort_key ${found} ${inOrder(expression, run)}`;
  return `SELECT ${columns}, sort_key
    FROM (SELECT id, ${expression} AS sort_key ${found} ${inOrder('sort_key', run)}) AS found
      JOIN listing USING (id) ${inOrder('sort_key', run)}`;
}

/** The rows of a page with their histories, in one statement: both are of one moment, whatever is written meanwhile. */
function told(page: string, run: Run): string {
  const key = run.order.expression === 'id' ? 'id' : 'sort_key';
  return `SELECT found.*, told.history
    FROM (${page}) AS found LEFT JOIN LATERAL (${priceSummaryOf('found.id')}) AS told ON true ${inOrder(key, run)}`;
}

/**
 * Whether ids are put in order first, from the entries of an index, and the listings read for the page alone: where the
 * order is worked out, or a date lets few through that stand in another order. Where an index is in the order of the page it
 * takes a millisecond more.
 */
function findsIdsFirst({ created_since, min_drop_pct }: Searched, { computed, name }: Order): boolean {
  return computed || min_drop_pct !== undefined || (created_since !== undefined && name !== 'created_date');
}

function inOrder(key: string, { order, backwards, limit }: Run): string {
  const direction = order.descending === backwards ? 'ASC' : 'DESC';
  return `ORDER BY ${key === 'id' ? '' : `${key} ${direction}, `}id ${direction} LIMIT ${limit}`;
}

/** PostgreSQL takes 63 characters of a name, and no other statement of the same. */
function nameOf({ order, backwards, withoutKey, behind, withHistory }: Run): string {
  const traits = {
    desc: order.descending,
    backwards,
    withoutKey,
    [behind?.inclusive ? 'from' : 'behind']: behind !== undefined,
  };
  return [
    withHistory ? 'histories by' : 'listings by',
    order.name,
    ...Object.entries(traits).flatMap(([trait, has]) => (has ? [trait] : [])),
  ].join(' ');
}

/** A page of the usual length, and the row that tells whether there is another one. */
const usualLimit = 101;

/** How many listings the filters let through, counted. */
export async function countListings(db: Queryable, filters: Searched): Promise<number> {
  const values: unknown[] = [];
  const { rows } = await db.query<{ count: number }>({
    text: `SELECT count(*) AS count ${foundBy(filters, bindInto(values))}`,
    values,
  });
  return rows[0]?.count ?? 0;
}

type Explained = { 'QUERY PLAN': [{ Plan: { 'Plan Rows': number } }] };

/** How many listings the planner expects the filters to let through. */
export async function estimateListings(db: Queryable, filters: Searched): Promise<number> {
  const values: unknown[] = [];
  return await estimate(db, { text: `SELECT ${foundBy(filters, bindInto(values))}`, values });
}

/** How many listings it expects to have all of these words; of words that it knows nothing of rather too many. */
export async function estimateWords(db: Queryable, q: string): Promise<number> {
  return await estimate(db, { text: withWords('$1'), values: [q] });
}

async function estimate(db: Queryable, { text, values }: { text: string; values: unknown[] }): Promise<number> {
  const { rows } = await db.query<Explained>({ text: `EXPLAIN (FORMAT JSON) ${text}`, values });
  return rows[0]?.['QUERY PLAN'][0].Plan['Plan Rows'] ?? 0;
}

function placeConditions({ order, backwards, behind, withoutKey }: Run, bind: Bind): string[] {
  const { expression, descending, nullable } = order;
  const sign = `${descending === backwards ? '>' : '<'}${behind?.inclusive ? '=' : ''}`;
  const present = nullable ? [`${expression} IS ${withoutKey ? '' : 'NOT '}NULL`] : [];
  if (behind === undefined) return present;
  if (withoutKey || expression === 'id') return [...present, `id ${sign} ${bind(behind.id)}`];
  return [...present, `(${expression}, id) ${sign} (${bind(behind.key)}, ${bind(behind.id)})`];
}
