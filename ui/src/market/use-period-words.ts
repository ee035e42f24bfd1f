import { useLingui } from '@lingui/react/macro';
import { ordinalOf, type Period, startOf, yearOf } from '../../../src/drawing/periods.ts';
import { useNumbers } from '../words/use-numbers.ts';

/** What periods are called at the start of a sentence: of a week its first day alone would be taken for the day. */
export function useLongPeriodWords(period: Period): (ordinal: number) => string {
  const { t } = useLingui();
  const shortly = usePeriodWords(period);
  return (ordinal) => {
    const day = shortly(ordinal);
    return period === 'week' ? t`Week of ${day}` : day;
  };
}

/** The same within a sentence. */
export function useInnerPeriodWords(period: Period): (ordinal: number) => string {
  const { t } = useLingui();
  const shortly = usePeriodWords(period);
  return (ordinal) => {
    const day = shortly(ordinal);
    return period === 'week' ? t`the week of ${day}` : day;
  };
}

/** What periods are called where there is little room, by their numbers. */
export function usePeriodWords(period: Period): (ordinal: number) => string {
  const { t } = useLingui();
  const numbers = useNumbers();
  return (ordinal) => {
    const start = startOf(ordinal, period);
    const year = yearOf(ordinal, period);
    const quarter = (ordinalOf(start, 'quarter') % 4) + 1;
    const words: Record<Period, () => string> = {
      week: () => numbers.utcDay(start),
      month: () => numbers.utcMonth(start),
      quarter: () => t({ message: `Q${quarter} ${year}`, comment: 'A quarter of a year, such as Q3 2026' }),
      year: () => String(year),
    };
    return words[period]();
  };
}
