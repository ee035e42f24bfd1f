import { useLingui } from '@lingui/react/macro';
import type { Metric } from './measures.ts';

export type MoveOf = {
  direction: 'fell' | 'rose' | 'held';
  percent: string;
  /** Such as "in 12 months to Oct 2026" or "between Jul 2024 and Oct 2026". */
  when: string;
  place: string | undefined;
};

type Moves = { when: string; lowest: string; low: string; highest: string; high: string };

/** Several of which all changes are written alike. */
type Alike = { when: string; change: string; names: string };

type Sentences = {
  one: (move: MoveOf) => string;
  several: (moves: Moves) => string;
  alike: (moves: Alike) => string;
};

/** Sentences for measures that are told by how they moved. */
export function useMoveWords(): Partial<Record<Metric, Sentences>> {
  return {
    median_price_per_m2: usePricesPerM2(),
    median_price: usePrices(),
    price_index: useIndex(),
    listings_on_offer: useOnOffer(),
  };
}

function usePricesPerM2(): Sentences {
  const { t } = useLingui();
  return {
    one: ({ direction, percent, when, place }) =>
      place
        ? {
            fell: t`Asking prices per m² in ${place} fell ${percent} ${when}`,
            rose: t`Asking prices per m² in ${place} rose ${percent} ${when}`,
            held: t`Asking prices per m² in ${place} have not moved ${when}`,
          }[direction]
        : {
            fell: t`Asking prices per m² fell ${percent} ${when}`,
            rose: t`Asking prices per m² rose ${percent} ${when}`,
            held: t`Asking prices per m² have not moved ${when}`,
          }[direction],
    several: ({ when, lowest, low, highest, high }) =>
      t`Asking prices per m² ${when}: from ${low} (${lowest}) to ${high} (${highest})`,
    alike: ({ when, change, names }) => t`Asking prices per m² ${when}: ${change} (${names})`,
  };
}

function usePrices(): Sentences {
  const { t } = useLingui();
  return {
    one: ({ direction, percent, when, place }) =>
      place
        ? {
            fell: t`Asking prices in ${place} fell ${percent} ${when}`,
            rose: t`Asking prices in ${place} rose ${percent} ${when}`,
            held: t`Asking prices in ${place} have not moved ${when}`,
          }[direction]
        : {
            fell: t`Asking prices fell ${percent} ${when}`,
            rose: t`Asking prices rose ${percent} ${when}`,
            held: t`Asking prices have not moved ${when}`,
          }[direction],
    several: ({ when, lowest, low, highest, high }) =>
      t`Asking prices ${when}: from ${low} (${lowest}) to ${high} (${highest})`,
    alike: ({ when, change, names }) => t`Asking prices ${when}: ${change} (${names})`,
  };
}

function useIndex(): Sentences {
  const { t } = useLingui();
  return {
    one: ({ direction, percent, when, place }) =>
      place
        ? {
            fell: t`The same homes in ${place} became ${percent} cheaper ${when}`,
            rose: t`The same homes in ${place} became ${percent} dearer ${when}`,
            held: t`Prices of the same homes in ${place} have not moved ${when}`,
          }[direction]
        : {
            fell: t`The same homes became ${percent} cheaper ${when}`,
            rose: t`The same homes became ${percent} dearer ${when}`,
            held: t`Prices of the same homes have not moved ${when}`,
          }[direction],
    several: ({ when, lowest, low, highest, high }) =>
      t`Prices of the same homes ${when}: from ${low} (${lowest}) to ${high} (${highest})`,
    alike: ({ when, change, names }) => t`Prices of the same homes ${when}: ${change} (${names})`,
  };
}

function useOnOffer(): Sentences {
  const { t } = useLingui();
  return {
    one: ({ direction, percent, when, place }) =>
      place
        ? {
            fell: t`The number of homes on offer in ${place} fell ${percent} ${when}`,
            rose: t`The number of homes on offer in ${place} rose ${percent} ${when}`,
            held: t`As many homes are on offer in ${place} as before: no change ${when}`,
          }[direction]
        : {
            fell: t`The number of homes on offer fell ${percent} ${when}`,
            rose: t`The number of homes on offer rose ${percent} ${when}`,
            held: t`As many homes are on offer as before: no change ${when}`,
          }[direction],
    several: ({ when, lowest, low, highest, high }) =>
      t`Homes on offer ${when}: from ${low} (${lowest}) to ${high} (${highest})`,
    alike: ({ when, change, names }) => t`Homes on offer ${when}: ${change} (${names})`,
  };
}
