import type { TimeExactness } from '../../../src/drawing/numbers.ts';
import { dayHere } from './day.ts';

/** How exactly an instant is told. */
export type Exactness = 'day' | TimeExactness;

const [secondMs, minuteMs] = [1_000, 60_000];

/** @param instants in UTC milliseconds @returns how exactly one of them is told apart from the others where the reader is */
export function exactnessIn(instants: readonly number[]): (at: number) => Exactness {
  const distinct = [...new Set(instants)];
  const shared = [
    isShared(distinct, dayHere),
    isShared(distinct, partOf(minuteMs)),
    isShared(distinct, partOf(secondMs)),
  ];
  return (at) => exactnesses[shared.filter((by) => by(at)).length] ?? 'day';
}

const exactnesses: readonly Exactness[] = ['day', 'minute', 'second', 'millisecond'];

function partOf(ms: number): (at: number) => number {
  return (at) => Math.floor(at / ms);
}

/** @returns whether another instant has the same part of time */
function isShared<T>(instants: readonly number[], partOf: (at: number) => T): (at: number) => boolean {
  const counts = countsOf(instants.map(partOf));
  return (at) => (counts.get(partOf(at)) ?? 0) > 1;
}

function countsOf<T>(values: readonly T[]): ReadonlyMap<T, number> {
  const counts = new Map<T, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return counts;
}
