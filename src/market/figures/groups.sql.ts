import { parquetFiles } from '../duckdb/parquet-files.ts';
import type { Statement, Value } from '../duckdb/questions.ts';
import { bindInto, type HomesShape, listingsFrom, type Source } from './homes.sql.ts';
import { instant } from './period-index.sql.ts';
import type { GroupName } from './series-query.ts';

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

/**
 * Makes `groups`, the groups of the listings that may be meant, each with a number: rows are put together by one in half the
 * time that texts take.
 */
export function groupsStatement(by: readonly GroupName[], shape: HomesShape): Statement {
  const values: Record<string, Value> = {};
  const keys = keysOf(by);
  const spelt = [...new Set(by.flatMap((name) => groups[name].spelt ?? []))];
  const spellings = [...new Set(by)].map((name) => spellingJoin(groups[name]));
  const counted = `SELECT ${[...keys, ...spelt].join(', ')}, count(*) AS often
    FROM (SELECT l.* ${listingsFrom(shape, bindInto(values))}) ${knownOnly(shape.source)} GROUP BY ALL`;
  const sql = `CREATE TEMP TABLE groups AS WITH counted AS MATERIALIZED (${counted})
    SELECT row_number() OVER ()::INTEGER - 1 AS number, * FROM (SELECT DISTINCT ${keys.join(', ')} FROM counted) ${spellings.join(' ')}`;
  return { sql, values };
}

/** What the groups of listings are told by. */
export function keysOf(by: readonly GroupName[]): string[] {
  return [...new Set(by.flatMap((name) => groups[name].keys))];
}

/** As known earlier, listings that came later do not count (H10). */
function knownOnly({ paths, knownAt }: Source): string {
  if (knownAt === undefined) return '';
  return `WHERE listing_id IN (SELECT listing_id FROM ${parquetFiles(paths.prices)} WHERE recorded_at <= ${instant(knownAt)})`;
}

/**
 * Joins the spelling of a place that its states have most often; of several the first one, or the same question would have
 * another answer each time.
 */
function spellingJoin({ keys, spelt }: Group): string {
  if (spelt === undefined) return '';
  return `JOIN (
      SELECT ${keys.join(', ')}, first(${spelt} ORDER BY often DESC, ${spelt}) AS ${spelt}
      FROM (SELECT ${keys.join(', ')}, ${spelt}, sum(often) AS often FROM counted GROUP BY ALL) GROUP BY ALL
    ) USING (${keys.join(', ')})`;
}
