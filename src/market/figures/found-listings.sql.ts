import type { Queryable } from '../../db/queryable.ts';
import { bindInto, foundBy } from '../../listings/search/conditions.sql.ts';
import type { Filters } from '../../listings/search/search-query.ts';

/** The ids of all listings that a search finds now. */
export async function selectFound(db: Queryable, filters: Filters): Promise<number[]> {
  const values: unknown[] = [];
  const found = foundBy(filters, bindInto(values));
  const { rows } = await db.query<{ id: number }>({ text: `SELECT id ${found}`, values });
  return rows.map(({ id }) => id);
}
