import type { GroupName } from './series-query.ts';

type Group = {
  /** Columns of `fitting` that rows are told apart by. */
  keys: readonly string[];
  /** What they are called in an answer, and the expression for it; of several spellings most listings have it. */
  shown: Readonly<Record<string, string>>;
};

const groups: Readonly<Record<GroupName, Group>> = {
  country: { keys: ['country'], shown: { country: 'country' } },
  city: { keys: ['country', 'city_key'], shown: { country: 'country', city: 'mode(city)' } },
  postal_code: {
    keys: ['country', 'postal_code_key'],
    shown: { country: 'country', postal_code: 'mode(postal_code)' },
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
 * Numbers the groups of the listings of `fitting`, and makes `homes` of them, with the number of its group in each: with
 * one number rows are put together in half the time that texts take.
 */
export function groupStatements(by: readonly GroupName[]): string[] {
  const keys = [...new Set(by.flatMap((name) => groups[name].keys))].join(', ');
  const columns = 'place, listing_id, layer, surface_m2, described_at, first, beyond';
  if (by.length === 0) {
    return [
      'CREATE TEMP TABLE groups AS SELECT 0 AS number',
      `CREATE TEMP TABLE homes AS SELECT ${columns}, 0 AS number FROM fitting`,
    ];
  }
  const shown = Object.entries(shownOf(by)).filter(([member, says]) => member !== says);
  return [
    `CREATE TEMP TABLE groups AS SELECT row_number() OVER ()::INTEGER - 1 AS number, ${[keys, ...shown.map(([member, says]) => `${says} AS ${member}`)].join(', ')}
    FROM fitting GROUP BY ${keys}`,
    `CREATE TEMP TABLE homes AS SELECT ${columns}, number FROM fitting JOIN groups USING (${keys})`,
  ];
}
