import { dayMs } from './days.ts';

// The one module that writes numbers and dates for people. A locale is a BCP 47 tag, such as `de-AT`; one that the runtime
// does not know is taken for English.

const fallback = 'en-GB';
/** U+2212: of the width of a plus, and read as "minus". */
const minus = '\u2212';

const made = new Map<string, unknown>();

/** Making a formatter takes longer than all that it writes on a page: each is made once. */
function keep<T>(key: string, make: () => T): T {
  const kept = (made.get(key) as T | undefined) ?? make();
  made.set(key, kept);
  return kept;
}

function known(locale: string): string {
  return keep(`known ${locale}`, () => {
    try {
      return Intl.NumberFormat.supportedLocalesOf(locale)[0] ?? fallback;
    } catch {
      return fallback;
    }
  });
}

function number(value: number, locale: string, options: Intl.NumberFormatOptions): string {
  const key = `number ${locale} ${JSON.stringify(options)}`;
  const format = keep(key, () => new Intl.NumberFormat(known(locale), options));
  return format.format(value === 0 ? 0 : value).replace('-', minus);
}

function date(at: Date | number | string, locale: string, options: Intl.DateTimeFormatOptions): string {
  const key = `date ${locale} ${JSON.stringify(options)}`;
  return keep(key, () => new Intl.DateTimeFormat(known(locale), options)).format(new Date(at));
}

const euros = { style: 'currency', currency: 'EUR', minimumFractionDigits: 0 } as const;

/** A price: whole euros, with cents only where there are any. */
export function formatEuros(value: number, locale: string): string {
  const cents = Number.isInteger(value) ? 0 : 2;
  return number(value, locale, { ...euros, minimumFractionDigits: cents, maximumFractionDigits: cents });
}

/** A price rounded to whole euros, as figures and prices per square metre are shown. */
export function formatWholeEuros(value: number, locale: string): string {
  return number(Math.round(value), locale, { ...euros, maximumFractionDigits: 0 });
}

/** A price in a few characters, such as `€392K`, with as many digits as tell it from its neighbours. */
export function formatCompactEuros(value: number, locale: string, digits = 3): string {
  return number(value, locale, { ...euros, notation: 'compact', maximumSignificantDigits: digits });
}

/** A difference of prices, with its sign. */
export function formatEuroChange(value: number, locale: string): string {
  const rounded = Math.round(value * 100) / 100; // a difference of cents has more digits in binary
  const digits = Number.isInteger(rounded) ? 0 : 2;
  const fraction = { minimumFractionDigits: digits, maximumFractionDigits: digits };
  return number(rounded, locale, { ...euros, ...fraction, signDisplay: 'exceptZero' });
}

/** Below it, what was worked out differs from 0 by what binary fractions leave. In percent. */
const nothing = 1e-10;

/** One decimal; of what would then be 0.0, and is not, as many as show that. */
function digitsOf(percent: number): Intl.NumberFormatOptions {
  const size = Math.abs(percent);
  if (size > nothing && size < 0.05) return { style: 'percent', maximumSignificantDigits: 1 };
  return { style: 'percent', minimumFractionDigits: 1, maximumFractionDigits: 1 };
}

/** A change in percent, with its sign and one decimal at least. @param percent such as -8.4 */
export function formatPercentChange(percent: number, locale: string): string {
  return number(percent / 100, locale, { ...digitsOf(percent), signDisplay: 'exceptZero' });
}

/** A part of a whole, without a sign. @param share between 0 and 1 */
export function formatShare(share: number, locale: string, decimals = 0): string {
  return number(share, locale, {
    style: 'percent',
    minimumFractionDigits: decimals,
    maximumFractionDigits: decimals,
  });
}

/** A percentage without a sign, for sentences that say "down" or "up" themselves. @param percent such as 8.4 */
export function formatPercent(percent: number, locale: string): string {
  return number(Math.abs(percent) / 100, locale, digitsOf(percent));
}

export function formatCount(value: number, locale: string): string {
  return number(value, locale, { maximumFractionDigits: 0 });
}

/** A number with as many decimals as said, such as an index. */
export function formatDecimal(value: number, locale: string, decimals = 1): string {
  return number(value, locale, { minimumFractionDigits: decimals, maximumFractionDigits: decimals });
}

/** A floor area, such as `62.5 m²`; one that a decimal would make nothing of has as many as tell it. */
export function formatSurface(m2: number, locale: string): string {
  const isTiny = m2 !== 0 && Math.abs(m2) < 0.05;
  const written = number(m2, locale, isTiny ? { maximumSignificantDigits: 1 } : { maximumFractionDigits: 1 });
  return `${written}\u00a0m²`;
}

/** A day with its year, such as `14 Jul 2026`. */
export function formatDay(at: Date | number | string, locale: string): string {
  return date(at, locale, { day: 'numeric', month: 'short', year: 'numeric' });
}

/** A day of this year without it, any other with it. */
export function formatShortDay(at: Date | number | string, locale: string, now = Date.now()): string {
  const isThisYear = new Date(at).getFullYear() === new Date(now).getFullYear();
  return isThisYear ? date(at, locale, { day: 'numeric', month: 'short' }) : formatDay(at, locale);
}

/** A day by its name, such as `Sunday, 2 August`; of another year with it. */
export function formatWeekday(at: Date | number | string, locale: string, now = Date.now()): string {
  const isThisYear = new Date(at).getFullYear() === new Date(now).getFullYear();
  const year = isThisYear ? {} : ({ year: 'numeric' } as const);
  return date(at, locale, { weekday: 'long', day: 'numeric', month: 'long', ...year });
}

/** A month with its year, such as `Jul 2026`. */
export function formatMonth(at: Date | number | string, locale: string): string {
  return date(at, locale, { month: 'short', year: 'numeric' });
}

/** A day without its year, such as `14 Jul`, where the year stands elsewhere. */
export function formatDayOfMonth(at: Date | number | string, locale: string): string {
  return date(at, locale, { day: 'numeric', month: 'short' });
}

/** A month without its year, such as `Jul`. */
export function formatMonthAlone(at: Date | number | string, locale: string): string {
  return date(at, locale, { month: 'short' });
}

export function formatYear(at: Date | number | string, locale: string): string {
  return date(at, locale, { year: 'numeric' });
}

// Round values at an axis, with as many significant digits at most as ticks.ts asks for.

export function formatRound(value: number, locale: string, digits: number): string {
  return number(value, locale, { maximumSignificantDigits: digits });
}

export function formatRoundShare(share: number, locale: string, digits: number): string {
  return number(share, locale, { style: 'percent', maximumSignificantDigits: digits });
}

export function formatRoundEuros(value: number, locale: string, digits: number): string {
  return number(value, locale, { ...euros, maximumSignificantDigits: digits });
}

const inUtc = { timeZone: 'UTC' } as const;

/** The day that an instant is of in UTC, whatever the reader's zone: for periods, which begin there. */
export function formatUtcDay(at: Date | number | string, locale: string): string {
  return date(at, locale, { ...inUtc, day: 'numeric', month: 'short', year: 'numeric' });
}

/** The month that an instant is of in UTC, such as `Jul 2026`. */
export function formatUtcMonth(at: Date | number | string, locale: string): string {
  return date(at, locale, { ...inUtc, month: 'short', year: 'numeric' });
}

/** A day and the time of day, to the minute. */
export function formatInstant(at: Date | number | string, locale: string): string {
  return date(at, locale, { dateStyle: 'medium', timeStyle: 'short' });
}

export type TimeExactness = 'minute' | 'second' | 'millisecond';

/** A time of day. */
export function formatTime(at: Date | number | string, locale: string, to: TimeExactness = 'minute'): string {
  return date(at, locale, times[to]);
}

const times: Readonly<Record<TimeExactness, Intl.DateTimeFormatOptions>> = {
  minute: { timeStyle: 'short' },
  second: { timeStyle: 'medium' },
  millisecond: { hour: 'numeric', minute: '2-digit', second: '2-digit', fractionalSecondDigits: 3 },
};

const steps: readonly (readonly [Intl.RelativeTimeFormatUnit, number])[] = [
  ['second', 60_000],
  ['minute', 3_600_000],
  ['hour', dayMs],
  ['day', 30 * dayMs],
  ['month', 365 * dayMs],
];
const lengths: Readonly<Record<string, number>> = {
  ...{ second: 1_000, minute: 60_000, hour: 3_600_000, day: dayMs },
  ...{ month: 30.44 * dayMs, year: 365.25 * dayMs },
};

/** How long ago an instant is, such as `3 hours ago`. @param now in UTC milliseconds */
export function formatAgo(at: Date | number | string, locale: string, now = Date.now()): string {
  const passed = now - new Date(at).getTime();
  const unit = steps.find(([, below]) => Math.abs(passed) < below)?.[0] ?? 'year';
  const format = keep(`ago ${locale}`, () => new Intl.RelativeTimeFormat(known(locale), { numeric: 'auto' }));
  return format.format(-Math.round(passed / (lengths[unit] ?? 1)), unit);
}

/** A number as a form shows it to be changed: with groups, and all of its decimals. @param decimals how many there are at least, where there are any */
export function formatEditable(value: number, locale: string, decimals = 0): string {
  const least = Number.isInteger(value) ? 0 : decimals;
  return number(value, locale, { minimumFractionDigits: least, maximumFractionDigits: 20 });
}

/** Words one after the other, such as `name, rooms and city`. */
export function formatList(words: readonly string[], locale: string): string {
  return keep(`list ${locale}`, () => new Intl.ListFormat(known(locale))).format(words);
}
