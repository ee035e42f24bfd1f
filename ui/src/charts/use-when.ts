import { useMemo } from 'react';
import { exactnessIn } from '../parts/exactness.ts';
import { useExactDay } from '../words/use-exact-day.ts';
import { useNumbers } from '../words/use-numbers.ts';
import type { Stop } from './chart-stops.ts';

/** @returns an instant of a stop in words: its day, with the time where others are of that day */
export function useWhen(stops: readonly Stop[]): (at: number) => string {
  const numbers = useNumbers();
  const exactDay = useExactDay();
  const exactnessOf = useMemo(() => exactnessIn(stops.map(instantOf)), [stops]);
  return (at) => exactDay(numbers.shortDay(at), at, exactnessOf(at));
}

function instantOf(stop: Stop): number {
  return stop.kind === 'held' ? stop.span.from : stop.mark.at;
}
