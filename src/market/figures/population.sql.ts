import type { Statement, Value } from '../duckdb/questions.ts';
import { groupStatements } from './groups.sql.ts';
import { bindInto, type HomesShape, homesQuery, placeStatements } from './homes.sql.ts';
import type { GroupName } from './series-query.ts';
import { stepsQuery } from './stock.sql.ts';

/** What every question begins with: the tables `homes`, the listings that may be meant, and `groups` and `steps`. */
export function populationStatements(shape: HomesShape, by: readonly GroupName[] = []): Statement[] {
  const values: Record<string, Value> = {};
  return [
    { sql: `CREATE TEMP TABLE fitting AS ${homesQuery(shape, bindInto(values))}`, values },
    ...groupStatements(by, shape.source),
    ...placeStatements(shape.filters),
    `CREATE TEMP TABLE steps AS ${stepsQuery(shape)}`,
  ];
}
