import { useLingui } from '@lingui/react';
import { useMemo } from 'react';
import * as numbers from '../../../src/drawing/numbers.ts';
import { formatLocale } from './locale.ts';
import { readNumber } from './read-number.ts';

/** The ways to write numbers and dates in the reader's locale. */
export function useNumbers() {
  const { i18n } = useLingui();
  return useMemo(() => inLocale(formatLocale(i18n.locale)), [i18n.locale]);
}

function inLocale(locale: string) {
  return {
    locale,
    euros: (value: number) => numbers.formatEuros(value, locale),
    wholeEuros: (value: number) => numbers.formatWholeEuros(value, locale),
    compactEuros: (value: number, digits?: number) => numbers.formatCompactEuros(value, locale, digits),
    euroChange: (value: number) => numbers.formatEuroChange(value, locale),
    percentChange: (percent: number) => numbers.formatPercentChange(percent, locale),
    percent: (percent: number) => numbers.formatPercent(percent, locale),
    share: (share: number, decimals?: number) => numbers.formatShare(share, locale, decimals),
    count: (value: number) => numbers.formatCount(value, locale),
    editable: (value: number, decimals?: number) => numbers.formatEditable(value, locale, decimals),
    read: (text: string) => readNumber(text, locale),
    decimal: (value: number, decimals?: number) => numbers.formatDecimal(value, locale, decimals),
    round: (value: number, digits: number) => numbers.formatRound(value, locale, digits),
    roundShare: (share: number, digits: number) => numbers.formatRoundShare(share, locale, digits),
    roundEuros: (value: number, digits: number) => numbers.formatRoundEuros(value, locale, digits),
    surface: (m2: number) => numbers.formatSurface(m2, locale),
    day: (at: string | number | Date) => numbers.formatDay(at, locale),
    shortDay: (at: string | number | Date) => numbers.formatShortDay(at, locale),
    weekday: (at: string | number | Date) => numbers.formatWeekday(at, locale),
    utcDay: (at: string | number | Date) => numbers.formatUtcDay(at, locale),
    utcMonth: (at: string | number | Date) => numbers.formatUtcMonth(at, locale),
    instant: (at: string | number | Date) => numbers.formatInstant(at, locale),
    time: (at: string | number | Date, to?: numbers.TimeExactness) => numbers.formatTime(at, locale, to),
    ago: (at: string | number | Date, now?: number) => numbers.formatAgo(at, locale, now),
    list: (words: readonly string[]) => numbers.formatList(words, locale),
  };
}
