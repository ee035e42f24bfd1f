import type { GroupName } from './series-query.ts';

type Group = {
  /** Columns of `homes` that rows are told apart by. */
  keys: readonly string[];
  /** What they are called in an answer, and the expression for it; of several spellings most listings have it. */
  shown: Readonly<Record<string, string>>;
};

const groups: Readonly<Record<GroupName, Group>> = {
  country: { keys: ['country'], shown: { country: 'any_value(country)' } },
  city: { keys: ['country', 'city_key'], shown: { country: 'any_value(country)', city: 'mode(city)' } },
  postal_code: {
    keys: ['country', 'postal_code_key'],
    shown: { country: 'any_value(country)', postal_code: 'mode(postal_code)' },
  },
  building_type: { keys: ['building_type'], shown: { building_type: 'any_value(building_type)' } },
  rooms: { keys: ['rooms_count'], shown: { rooms: 'any_value(rooms_count)' } },
};

/** The columns of `homes` that the rows of groups are told apart by. */
export function keysOf(by: readonly GroupName[]): string[] {
  return [...new Set(by.flatMap((name) => groups[name].keys))];
}

/** Members of an answer that say which group a row is of, with the aggregates that tell them. */
export function shownOf(by: readonly GroupName[]): Record<string, string> {
  return Object.assign({}, ...by.map((name) => groups[name].shown));
}
