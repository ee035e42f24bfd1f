import { isShown, type MarketLine } from '../../../src/drawing/market-plot.ts';

/** How one line moved. @property percent with its sign */
export type Move = { name: string; percent: number };
export type Level = { name: string; value: number; before: number | undefined };

/** What the figures say, of periods that have ended and may be told. */
export type Finding =
  /** @property years over how many; left out where it is since the first period that all can be told of */
  | { kind: 'moved'; moves: readonly [Move, ...Move[]]; from: number; to: number; years: number | undefined }
  /** Where it was in the last period, and a year before. */
  | { kind: 'level'; levels: readonly [Level, ...Level[]]; at: number }
  | { kind: 'too-little' };

type Question = {
  lines: readonly MarketLine[];
  tells: 'change' | 'level';
  /** The last period that has ended. */
  last: number;
  /** How many years are looked at; left out where it is all of the time. */
  years: number | undefined;
  /** How many periods make a year. */
  year: number;
};

export function findingOf({ lines, tells, last, years, year }: Question): Finding {
  const told = lines.map(({ name, points }) => ({
    name,
    values: new Map(points.filter(isShown).map(({ at, value }) => [at, value])),
  }));
  return tells === 'change' ? movedSince(told, { last, years, year }) : levelsAt(told, last, year);
}

type Told = { name: string; values: ReadonlyMap<number, number> };

/** All lines since the same period: over the years that are looked at, else over one, else since the first that all can be told of. */
function movedSince(told: readonly Told[], { last, years, year }: Pick<Question, 'last' | 'years' | 'year'>): Finding {
  const atLast = told.filter(({ values }) => values.has(last));
  for (const span of years === undefined ? [] : [years, 1]) {
    const from = last - span * year;
    const moves = movesOf(atLast, from, last);
    if (isAtLeast(moves, Math.min(2, told.length))) return { kind: 'moved', moves, from, to: last, years: span };
  }
  const from = Math.max(...atLast.map(({ values }) => Math.min(...values.keys())));
  const moves = from < last ? movesOf(atLast, from, last) : [];
  return isAtLeast(moves, 1) ? { kind: 'moved', moves, from, to: last, years: undefined } : { kind: 'too-little' };
}

function movesOf(told: readonly Told[], from: number, to: number): Move[] {
  return told.flatMap(({ name, values }) => {
    const [before, after] = [values.get(from), values.get(to)];
    return before !== undefined && before > 0 && after !== undefined
      ? [{ name, percent: (after / before - 1) * 100 }]
      : [];
  });
}

function levelsAt(told: readonly Told[], at: number, year: number): Finding {
  const levels = told.flatMap(({ name, values }) => {
    const value = values.get(at);
    return value === undefined ? [] : [{ name, value, before: values.get(at - year) }];
  });
  return isAtLeast(levels, 1) ? { kind: 'level', levels, at } : { kind: 'too-little' };
}

function isAtLeast<T>(found: readonly T[], least: number): found is readonly [T, ...T[]] {
  return found.length >= Math.max(1, least);
}
