import type { Statement, Value } from '../duckdb/questions.ts';
import { groupsStatement, keysOf } from './groups.sql.ts';
import { bindInto, type HomesShape, homeColumns, listingsFrom, placeStatements } from './homes.sql.ts';
import type { GroupName } from './series-query.ts';

/**
 * What every question begins with: the tables `homes`, the listings that may be meant, each with the number of its group, and
 * `groups` where some are asked for. The files are read for either: a table of what both need takes twice the time, of its texts.
 */
export function populationStatements(shape: HomesShape, by: readonly GroupName[] = []): Statement[] {
  return [
    ...(by.length === 0 ? [] : [groupsStatement(by, shape)]),
    homesStatement(shape, by),
    ...placeStatements(shape.filters),
  ];
}

/** A state that held at the end of no period has no part: a listing may have thousands, and each would meet each of its prices. */
function homesStatement(shape: HomesShape, by: readonly GroupName[]): Statement {
  const values: Record<string, Value> = {};
  const joined = by.length === 0 ? '' : `JOIN groups USING (${keysOf(by).join(', ')})`;
  const columns = [...homeColumns(shape), `${by.length === 0 ? 0 : 'number'} AS number`];
  const sql = `CREATE TEMP TABLE homes AS SELECT * FROM (SELECT ${columns.join(', ')} ${listingsFrom(shape, bindInto(values), joined)})
    WHERE first < beyond`;
  return { sql, values };
}
