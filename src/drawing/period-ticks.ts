import { type Period, perYear } from './periods.ts';

/** Which periods may be labelled where there is no room for all: each number of them ends with a year, or divides one. */
const strides: Readonly<Record<Period, readonly number[]>> = {
  week: [1, 2, 4, 13, 26, 52, 104, 260, 520],
  month: [1, 3, 6, 12, 24, 60, 120, 240],
  quarter: [1, 2, 4, 8, 20, 40, 80],
  year: [1, 2, 5, 10, 20, 50],
};

export type PeriodTicks = {
  ordinals: number[];
  /** Whether each is the first of a year, so that the year says enough. */
  areYears: boolean;
};

type Room = {
  /** Of one period, in pixels. */
  each: number;
  /** Of a label, and of one that is a year alone. */
  needed: number;
  neededByYear: number;
};

/** The periods that get a label: as many as have room, at the same distance from each other. */
export function periodTicks(period: Period, { from, to }: { from: number; to: number }, room: Room): PeriodTicks {
  const isYears = (stride: number) => period !== 'week' && stride % perYear[period] === 0;
  const hasRoom = (stride: number) => stride * room.each >= (isYears(stride) ? room.neededByYear : room.needed);
  const stride = strides[period].find(hasRoom) ?? to - from + 1;
  const ordinals: number[] = [];
  for (let at = Math.ceil(from / stride) * stride; at <= to; at += stride) ordinals.push(at);
  return ordinals.length > 0 ? { ordinals, areYears: isYears(stride) } : { ordinals: [to], areYears: false };
}
