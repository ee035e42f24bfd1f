import { plural } from '@lingui/core/macro';
import { useLingui } from '@lingui/react/macro';
import { useNumbers } from '../words/use-numbers.ts';
import type { Unit } from './measures.ts';

export type UnitWords = {
  /** With its unit, as it stands alone. */
  value: (value: number) => string;
  /** At an axis, with so many significant digits at most. */
  tick: (value: number, digits: number) => string;
  /** In a column whose head has the unit. */
  cell: (value: number) => string;
};

/** How values of a unit are written. */
export function useUnitWords(unit: Unit): UnitWords {
  const { t } = useLingui();
  const numbers = useNumbers();
  const days = (value: number) => {
    const count = Math.round(value);
    return t`${plural(count, { one: '# day', other: '# days' })}`;
  };
  const decimal = (value: number) => numbers.decimal(value);
  const share = (value: number) => numbers.share(value, 1);
  const euros = { value: numbers.wholeEuros, cell: numbers.count };
  const words: Record<Unit, UnitWords> = {
    eur: { ...euros, tick: numbers.compactEuros },
    eur_per_m2: { ...euros, tick: numbers.roundEuros },
    index: { value: decimal, tick: numbers.round, cell: decimal },
    share: { value: share, tick: numbers.roundShare, cell: (value) => decimal(value * 100) },
    percent: {
      value: numbers.percent,
      tick: (value, digits) => numbers.roundShare(value / 100, digits),
      cell: decimal,
    },
    days: { value: days, tick: numbers.round, cell: numbers.count },
    homes: { value: numbers.count, tick: numbers.round, cell: numbers.count },
  };
  return words[unit];
}
