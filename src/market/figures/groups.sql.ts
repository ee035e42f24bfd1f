import type { Statement, Value } from '../duckdb/questions.ts';
import { texts } from '../duckdb/text.ts';
import type { Source } from './homes.sql.ts';
import { instant } from './period-index.sql.ts';
import type { GroupName } from './series-query.ts';

type Bound = { sql: string; values: Record<string, Value> };

type Group = {
  /** Columns of `fitting` that rows are told apart by. */
  keys: readonly string[];
  /** What they are called in an answer, and the column for it. */
  shown: Readonly<Record<string, string>>;
  /** The column that is not a key, since there are several spellings of one. */
  spelt?: string;
};

const groups: Readonly<Record<GroupName, Group>> = {
  country: { keys: ['country'], shown: { country: 'country' } },
  city: { keys: ['country', 'city_key'], shown: { country: 'country', city: 'city' }, spelt: 'city' },
  postal_code: {
    keys: ['country', 'postal_code_key'],
    shown: { country: 'country', postal_code: 'postal_code' },
    spelt: 'postal_code',
  },
  building_type: { keys: ['building_type'], shown: { building_type: 'building_type' } },
  rooms: { keys: ['rooms_count'], shown: { rooms: 'rooms_count' } },
};

/** Members of an answer that say which group a row is of. */
export function membersOf(by: readonly GroupName[]): string[] {
  return Object.keys(shownOf(by));
}

function shownOf(by: readonly GroupName[]): Record<string, string> {
  return Object.assign({}, ...by.map((name) => groups[name].shown));
}

/** A state that held at the end of no period has no part: a listing may have thousands, and each would meet each of its prices. */
const counts = 'first < beyond';

const ofEachHome = ['place', 'listing_id', 'layer', 'surface_m2', 'described_at', 'first', 'beyond'];

/**
 * Makes `homes` of a query for the listings that may be meant, each with the number of its group, and `groups`: with one number
 * rows are put together in half the time that texts take. Where nobody asks for groups, all are of number 0.
 */
export function groupStatements(by: readonly GroupName[], source: Source, homes: Bound): Statement[] {
  if (by.length === 0) {
    const sql = `CREATE TEMP TABLE homes AS SELECT ${ofEachHome.join(', ')}, 0 AS number FROM (${homes.sql}) WHERE ${counts}`;
    return [{ ...homes, sql }];
  }
  const keys = [...new Set(by.flatMap((name) => groups[name].keys))];
  const spelt = by.flatMap((name) => groups[name].spelt ?? []);
  const columns = [...new Set([...ofEachHome, ...keys, ...spelt])].join(', ');
  const spellings = [...new Set(by)].map((name) => spellingJoin(groups[name], source));
  return [
    { ...homes, sql: `CREATE TEMP TABLE fitting AS SELECT ${columns} FROM (${homes.sql})` },
    `CREATE TEMP TABLE groups AS SELECT row_number() OVER ()::INTEGER - 1 AS number, *
    FROM (SELECT DISTINCT ${keys.join(', ')} FROM fitting) ${spellings.join(' ')}`,
    `CREATE TEMP TABLE homes AS SELECT ${ofEachHome.join(', ')}, number FROM fitting JOIN groups USING (${keys.join(', ')}) WHERE ${counts}`,
  ];
}

/**
 * Joins the spelling of a place that its states have most often; of several the first one, or the same question would have
 * another answer each time. As known earlier, listings that came later do not count (H10).
 */
function spellingJoin({ keys, spelt }: Group, { paths, knownAt }: Source): string {
  if (spelt === undefined) return '';
  const known =
    knownAt === undefined
      ? ''
      : `WHERE listing_id IN (SELECT listing_id FROM read_parquet(${texts(paths.prices)}) WHERE recorded_at <= ${instant(knownAt)})`;
  return `JOIN (
      SELECT ${keys.join(', ')}, first(${spelt} ORDER BY often DESC, ${spelt}) AS ${spelt}
      FROM (SELECT ${keys.join(', ')}, ${spelt}, count(*) AS often FROM fitting ${known} GROUP BY ALL) GROUP BY ALL
    ) USING (${keys.join(', ')})`;
}
