import { dayMs } from './days.ts';
import { formatDayOfMonth, formatMonth, formatMonthAlone, formatTime, formatYear } from './numbers.ts';
import { textWidth } from './text-width.ts';

/** An instant that is marked, in UTC milliseconds, and what the mark says. */
export type TimeTick = { at: number; text: string };

type Unit = 'minute' | 'hour' | 'day' | 'month' | 'year';
type Rhythm = readonly [unit: Unit, every: number];

/** From the finest on: the first that leaves room between its texts is taken. */
const rhythms: readonly Rhythm[] = [
  ...([1, 5, 15, 30].map((every) => ['minute', every]) as Rhythm[]),
  ...([1, 3, 6, 12].map((every) => ['hour', every]) as Rhythm[]),
  ...([1, 2, 7, 14].map((every) => ['day', every]) as Rhythm[]),
  ...([1, 2, 3, 6].map((every) => ['month', every]) as Rhythm[]),
  ...([1, 2, 5, 10, 20, 50, 100, 500, 1_000].map((every) => ['year', every]) as Rhythm[]),
];
const hourMs = 3_600_000;
const lengths: Record<Unit, number> = {
  ...{ minute: 60_000, hour: hourMs, day: dayMs, month: 30 * dayMs, year: 365 * dayMs },
};
/** Between two texts, in pixels. */
const gap = 16;
const mostTicks = 8;

type Span = { from: number; to: number };

/**
 * The instants that an axis of time marks: as many as fit, in whole units of the reader's time zone.
 * @param width of the axis, in pixels
 */
export function timeTicks(span: Span, { width, locale, size }: { width: number; locale: string; size: number }) {
  for (const rhythm of rhythms) {
    if ((span.to - span.from) / (lengths[rhythm[0]] * rhythm[1]) > mostTicks + 2) continue;
    const ticks = wordsOf(instantsOf(span, rhythm), rhythm[0], locale);
    const place = ({ at }: TimeTick) => ((at - span.from) / Math.max(1, span.to - span.from)) * width;
    if (ticks.length <= mostTicks && haveRoom(ticks, { place, size })) return ticks;
  }
  return [];
}

function haveRoom(ticks: readonly TimeTick[], { place, size }: { place: (tick: TimeTick) => number; size: number }) {
  return ticks.every((tick, number) => {
    const before = ticks[number - 1];
    const needed = before ? (textWidth(before.text, size) + textWidth(tick.text, size)) / 2 + gap : 0;
    return !before || place(tick) - place(before) >= needed;
  });
}

function instantsOf({ from, to }: Span, [unit, every]: Rhythm): number[] {
  const found: number[] = [];
  for (let at = floor(from, unit, every); at <= to && found.length <= mostTicks; at = next(at, unit, every)) {
    if (at >= from) found.push(at);
  }
  return found;
}

/** The last instant of the rhythm that is not after this one. */
function floor(from: number, unit: Unit, every: number): number {
  const date = new Date(from);
  const [year, month, day] = [date.getFullYear(), date.getMonth(), date.getDate()];
  const down = (count: number) => count - (((count % every) + every) % every);
  if (unit === 'year') return localTime(down(year), 0, 1);
  if (unit === 'month') return localTime(year, down(month), 1);
  if (unit === 'day') return localTime(year, month, day - (dayNumber(date) - down(dayNumber(date))));
  const hour = unit === 'hour' ? down(date.getHours()) : date.getHours();
  return new Date(from).setHours(hour, unit === 'hour' ? 0 : down(date.getMinutes()), 0, 0);
}

function next(at: number, unit: Unit, every: number): number {
  const date = new Date(at);
  const [year, month, day] = [date.getFullYear(), date.getMonth(), date.getDate()];
  if (unit === 'year') return localTime(year + every, 0, 1);
  if (unit === 'month') return localTime(year, month + every, 1);
  if (unit === 'day') return localTime(year, month, day + every);
  return at + every * lengths[unit];
}

/** Counted from a Monday, so that every seventh is one. */
function dayNumber(date: Date): number {
  return Math.floor(Date.UTC(date.getFullYear(), date.getMonth(), date.getDate()) / dayMs) - 4;
}

/** The constructor of Date takes years below 100 for those of 1900. */
function localTime(year: number, month: number, day: number): number {
  const date = new Date(2_000, 0, 1);
  date.setFullYear(year, month, day);
  return date.getTime();
}

/** The year is said at the first mark, and where another one begins. */
function wordsOf(instants: readonly number[], unit: Unit, locale: string): TimeTick[] {
  const yearOf = (at: number | undefined) => (at === undefined ? undefined : new Date(at).getFullYear());
  return instants.map((at, number) => {
    const isNewYear = yearOf(at) !== yearOf(instants[number - 1]);
    if (unit === 'year') return { at, text: formatYear(at, locale) };
    if (unit === 'month') return { at, text: isNewYear ? formatMonth(at, locale) : formatMonthAlone(at, locale) };
    return { at, text: unit === 'day' ? formatDayOfMonth(at, locale) : formatTime(at, locale) };
  });
}
