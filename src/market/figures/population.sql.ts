import type { Statement, Value } from '../duckdb/questions.ts';
import { groupStatements } from './groups.sql.ts';
import { bindInto, type HomesShape, homesQuery, placeStatements } from './homes.sql.ts';
import type { GroupName } from './series-query.ts';

/** What every question begins with: the tables `homes`, the listings that may be meant, and `groups` where some are asked for. */
export function populationStatements(shape: HomesShape, by: readonly GroupName[] = []): Statement[] {
  const values: Record<string, Value> = {};
  const sql = homesQuery(shape, bindInto(values));
  return [...groupStatements(by, shape.source, { sql, values }), ...placeStatements(shape.filters)];
}
