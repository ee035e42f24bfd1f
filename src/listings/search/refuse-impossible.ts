import type { InputError } from '../../errors.ts';
import { invalid } from '../../wire/checker.ts';
import type { ListingQuery } from './search-query.ts';

const ranges = [
  ['price_min', 'price_max'],
  ['surface_min', 'surface_max'],
  ['rooms_min', 'rooms_max'],
] as const;

/** What only the present can be asked: how a listing is found by these is not kept of the past; `with` is told as known now. */
const ofNowOnly = [
  ...['q', 'price_dropped_since', 'min_drop_pct', 'price_changed_since', 'ever_below', 'count', 'with'],
] as const;

/** @throws AppError `invalid`, naming each parameter that cannot be with another one. */
export function refuseImpossible(query: ListingQuery): void {
  if (Object.keys(query).length === 0) return; // the usual read of one listing
  const errors = [...emptyRanges(query), ...dropsOfNothing(query), ...unknownOfThen(query)];
  if (errors.length > 0) throw invalid(errors, 'query');
}

function emptyRanges(query: ListingQuery): InputError[] {
  return ranges.flatMap(([least, most]) => {
    const [from, to] = [query[least], query[most]];
    if (from === undefined || to === undefined || from <= to) return [];
    return [{ parameter: least, detail: `must not be above ${most}, which is ${to}` }];
  });
}

function dropsOfNothing({ sort, min_drop_pct, price_dropped_since }: ListingQuery): InputError[] {
  if (price_dropped_since !== undefined) return [];
  const detail = 'takes price_dropped_since too: since when the drop is to be reckoned';
  return [
    ...(sort?.endsWith('largest_drop') ? [{ parameter: 'sort', detail: `${sort} ${detail}` }] : []),
    ...(min_drop_pct === undefined ? [] : [{ parameter: 'min_drop_pct', detail }]),
  ];
}

function unknownOfThen(query: ListingQuery): InputError[] {
  const given = (['as_of', 'known_at'] as const).filter((name) => query[name] !== undefined);
  if (given.length === 0) return [];
  const detail = `is for listings as they are now: leave out ${given.join(' and ')}`;
  return [
    ...ofNowOnly.flatMap((parameter) => (query[parameter] === undefined ? [] : [{ parameter, detail }])),
    ...(query.sort === undefined || query.sort === 'id'
      ? []
      : [{ parameter: 'sort', detail: 'must be id for listings of the past' }]),
  ];
}
