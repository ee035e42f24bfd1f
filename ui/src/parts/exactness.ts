import { dayHere } from './day.ts';

/** How exactly an instant is told. */
export type Exactness = 'day' | 'minute' | 'second';

const minuteMs = 60_000;

/** @param instants in UTC milliseconds @returns how exactly one of them is told apart from the others where the reader is */
export function exactnessIn(instants: readonly number[]): (at: number) => Exactness {
  const distinct = [...new Set(instants)];
  const [days, minutes] = [countsOf(distinct.map(dayHere)), countsOf(distinct.map(minuteOf))];
  return (at) => {
    if ((minutes.get(minuteOf(at)) ?? 0) > 1) return 'second';
    return (days.get(dayHere(at)) ?? 0) > 1 ? 'minute' : 'day';
  };
}

function minuteOf(at: number): number {
  return Math.floor(at / minuteMs);
}

function countsOf<T>(values: readonly T[]): ReadonlyMap<T, number> {
  const counts = new Map<T, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return counts;
}
