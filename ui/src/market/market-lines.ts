import type { MarketLine, MarketPoint } from '../../../src/drawing/market-plot.ts';
import { ordinalOf, type Period } from '../../../src/drawing/periods.ts';
import type { SeriesRow } from '../api/types.ts';
import { type ChosenPlace, placeName } from '../parts/chosen-place.ts';
import { type MarketView, mostLines } from './market-view.ts';
import { type Measure, measureOf } from './measures.ts';

/** How a group is called that has no name of its own. */
export type GroupWords = {
  all: string;
  country: (code: string) => string;
  type: (name: string) => string;
};

/** What a line is of, in the words of the API. */
type Group = ChosenPlace & { building_type?: string | undefined };
export type GroupLine = MarketLine & { group: Group };

export type MarketLines = {
  lines: readonly GroupLine[];
  /** How many groups there are in all, of which the largest are shown. */
  groups: number;
};

/** The lines of a view. @param answers the rows of each of its questions */
export function linesOf(view: MarketView, answers: readonly (readonly SeriesRow[])[], words: GroupWords): MarketLines {
  const { places, compare } = view;
  if (compare !== 'places') return grouped(view, answers[0] ?? [], words);
  const names = places.length > 0 ? distinctNames(places) : [words.all];
  const lines = names.map((name, at) => ({ name, group: places[at] ?? {}, points: pointsOf(view, answers[at] ?? []) }));
  return { lines, groups: lines.length };
}

/** With the country where two have the same name, and numbered where that is the same too. */
export function distinctNames(places: readonly ChosenPlace[]): string[] {
  const twins = (names: readonly string[], name: string) => names.filter((each) => each === name).length > 1;
  const plain = places.map((place) => placeName(place) ?? '');
  const full = places.map((place, at) => {
    const name = plain[at] ?? '';
    return twins(plain, name) && place.country ? `${name} (${place.country})` : name;
  });
  return full.map((name, at) => (twins(full, name) ? `${name} ${at + 1}` : name));
}

function grouped(view: MarketView, rows: readonly SeriesRow[], words: GroupWords): MarketLines {
  const groupOf = ({ country, building_type }: SeriesRow): Group =>
    view.compare === 'country' ? { country } : { ...view.places[0], building_type };
  const nameOfGroup = ({ country = '', building_type = '' }: Group) =>
    view.compare === 'country' ? words.country(country) : words.type(building_type);
  const groups = [...Map.groupBy(rows, (row) => row[view.compare === 'country' ? 'country' : 'building_type'])].flatMap(
    ([, [first, ...rest]]) => {
      if (!first) return [];
      const group = groupOf(first);
      return [{ name: nameOfGroup(group), group, points: pointsOf(view, [first, ...rest]) }];
    },
  );
  const sizeOf = ({ points }: MarketLine) => points.at(-1)?.count ?? 0;
  const largest = groups.toSorted((a, b) => sizeOf(b) - sizeOf(a)).slice(0, mostLines);
  return { lines: largest, groups: groups.length };
}

function pointsOf({ measure, period }: MarketView, rows: readonly SeriesRow[]): MarketPoint[] {
  return rows.map((row) => pointOf(measureOf(measure), period, row));
}

function pointOf({ value, band }: Measure, period: Period, row: SeriesRow): MarketPoint {
  const edges = band && { low: row[band[0]], high: row[band[1]] };
  return { at: ordinalOf(Date.parse(row.period), period), value: row[value], ...edges, count: row.count };
}

/** The lines of which nothing may be told, though there were homes. */
export function unsaidOf(lines: readonly MarketLine[]): MarketLine[] {
  return lines.filter(({ points }) => points.length > 0 && points.every(({ value }) => value === undefined));
}

/** The lines that there was never a home of. */
export function unknownOf(lines: readonly MarketLine[]): MarketLine[] {
  return lines.filter(({ points }) => points.length === 0);
}

/** The periods that lines begin with, in order: at the start of its own an index is 100. */
export function beginningsOf(lines: readonly MarketLine[]): { at: number; names: string[] }[] {
  const begun = lines.flatMap(({ name, points: [first] }) => (first ? [{ name, at: first.at }] : []));
  const byPeriod = [...Map.groupBy(begun, ({ at }) => at)].toSorted(([a], [b]) => a - b);
  return byPeriod.map(([at, each]) => ({ at, names: each.map(({ name }) => name) }));
}

/** Of how many periods something is not told. */
export function hiddenCount(lines: readonly MarketLine[]): number {
  const hidden = lines.flatMap(({ points }) => points.filter(({ value }) => value === undefined));
  return new Set(hidden.map(({ at }) => at)).size;
}
