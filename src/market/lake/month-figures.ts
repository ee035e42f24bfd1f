/** What there is of a month, of a table of the lake or of what it is a copy of. */
export type MonthFigures = {
  /** Months since the year 0, in UTC. */
  month: number;
  /** Of rows. */
  count: number;
  /** Of those without a price. */
  void: number;
  /** Of prices in EUR, as a decimal number with two digits. */
  sum: string;
  /** The sum of a number that each row gives with all its columns. */
  hash: string;
};

/** Figures of a month that are not the same, or of a month that one of them does not have. */
export type MonthDifference = { month: number; database: MonthFigures | undefined; lake: MonthFigures | undefined };

export function differencesOf(
  database: readonly MonthFigures[],
  lake: readonly MonthFigures[],
): readonly MonthDifference[] {
  const byMonth = (figures: readonly MonthFigures[]) => new Map(figures.map((each) => [each.month, each]));
  const [inDatabase, inLake] = [byMonth(database), byMonth(lake)];
  return [...new Set([...inDatabase.keys(), ...inLake.keys()])]
    .toSorted((one, other) => one - other)
    .map((month) => ({ month, database: inDatabase.get(month), lake: inLake.get(month) }))
    .filter(({ database, lake }) => !isSame(database, lake));
}

function isSame(one: MonthFigures | undefined, other: MonthFigures | undefined): boolean {
  const keys = ['count', 'void', 'sum', 'hash'] as const;
  return keys.every((key) => one?.[key] === other?.[key]);
}

/** Such as `2024-03`. */
export function monthName(month: number): string {
  const year = String(Math.floor(month / 12)).padStart(4, '0');
  return `${year}-${String((month % 12) + 1).padStart(2, '0')}`;
}
