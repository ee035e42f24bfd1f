import { ordinalOf, perYear, startOf } from '../../../src/drawing/periods.ts';
import type { SeriesQuery } from '../api/types.ts';
import { type ChosenPlace, placeIn } from '../parts/chosen-place.ts';
import { firstDay } from '../parts/day.ts';
import { type MarketView, mostLines, roomChoices, type Span } from './market-view.ts';
import { measureOf } from './measures.ts';

/** Below that many listings a figure is not told; the API's own limit, said so that an address shows it. */
export const minCount = 5;

/** The API has no word for "from the first one on", and answers 4,000 periods at most: of weeks some 76 years. */
const mostPeriods = 3_990;

/** How many years a span has; all of them are no number. */
export const yearsIn: Readonly<Record<Span, number | undefined>> = { '1y': 1, '3y': 3, '5y': 5, all: undefined };

/** How many lines a view has at most: so much room is kept for them. */
export function lineCount({ compare, places }: MarketView): number {
  if (compare === 'country') return mostLines;
  if (compare === 'building_type') return 3;
  return Math.max(1, places.length);
}

/** What is asked for a view: a question for each place, since one question can have one city only. */
export function queriesOf(view: MarketView, now: number): SeriesQuery[] {
  if (view.places.length === 0) return [queryOf(view, {}, now)];
  return view.places.map((place) => queryOf(view, place, now));
}

function queryOf(view: MarketView, place: ChosenPlace, now: number): SeriesQuery {
  const { measure, period, compare, type, rooms, places } = view;
  const { value, band = [] } = measureOf(measure);
  const isAlone = compare === 'places' && places.length < 2;
  return {
    metric: isAlone ? [value, ...band] : [value],
    ...(compare !== 'places' && { by: [compare] }),
    period,
    from: new Date(firstPeriod(view, now)).toISOString().slice(0, 10),
    min_count: minCount,
    ...placeIn(place),
    ...(type && { building_type: [type] }),
    ...(rooms && { rooms_min: rooms }),
    ...(rooms && rooms !== roomChoices.at(-1) && { rooms_max: rooms }),
  };
}

/** As many years before the last period that has ended: so both ends of a comparison are in. */
function firstPeriod({ period, span }: MarketView, now: number): number {
  const years = yearsIn[span];
  const last = ordinalOf(now, period) - 1;
  const first = Math.max(ordinalOf(Date.parse(firstDay), period), last - mostPeriods);
  return startOf(years === undefined ? first : last - years * perYear[period], period);
}

/** The same question at the API. */
export function seriesAddress(query: SeriesQuery): string {
  const said = Object.entries(query).map(([name, value]): [string, string] => [name, String(value)]);
  return `/market/series?${new URLSearchParams(said).toString().replaceAll('%2C', ',')}`;
}
