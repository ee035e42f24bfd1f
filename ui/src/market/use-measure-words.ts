import { useLingui } from '@lingui/react/macro';
import type { MeasureName, measureGroups } from './measures.ts';

export type MeasureWords = {
  name: string;
  /** What exactly is told, below the finding. */
  subtitle: string;
  /** Heads a column of numbers, with the unit. */
  column: string;
};

/** What measures are called. */
export function useMeasureWords(): Record<MeasureName, MeasureWords> {
  const { t } = useLingui();
  return {
    price_per_m2: {
      name: t`Price per m²`,
      subtitle: t`Median asking price per m² of the homes on offer at the end of each period.`,
      column: t`€ per m²`,
    },
    price: {
      name: t`Price`,
      subtitle: t`Median asking price of the homes on offer at the end of each period.`,
      column: t`Price, €`,
    },
    index: {
      name: t`Price index`,
      subtitle: t`What became of the prices of the same homes, chained from period to period; 100 at the start of the first one. That dearer homes come on offer does not move it.`,
      column: t`Index`,
    },
    cut_share: {
      name: t`Share with a cut`,
      subtitle: t`Homes on offer whose price was cut at least once in the period.`,
      column: t`Share, %`,
    },
    cut_size: {
      name: t`Size of cuts`,
      subtitle: t`Median of the cuts in each period, in percent of the price before.`,
      column: t`Cut, %`,
    },
    first_cut: {
      name: t`Days to the first cut`,
      subtitle: t`Median of the days on offer before the first cut, of homes that had it in the period.`,
      column: t`Days`,
    },
    on_offer: {
      name: t`Homes on offer`,
      subtitle: t`Homes with a price in force at the end of each period.`,
      column: t`Homes`,
    },
    new: {
      name: t`New homes`,
      subtitle: t`Homes that came on offer in each period.`,
      column: t`New homes`,
    },
  };
}

export function useMeasureGroupWords(): Record<keyof typeof measureGroups, string> {
  const { t } = useLingui();
  return { prices: t`Prices`, cuts: t`Cuts`, supply: t`Supply` };
}
