import { useLingui } from '@lingui/react/macro';
import { useMemo } from 'react';
import type { ChartWords } from '../../../src/drawing/step-chart-shape.ts';

/** How the lowest price of a chart is said. */
export function useChartWords(): ChartWords {
  const { t } = useLingui();
  return useMemo(
    () => ({
      lowFromTo: (price, from, to) => t`Low ${price}, ${from} – ${to}`,
      lowOn: (price, day) => t`Low ${price}, ${day}`,
      lowSince: (from) => t`Lowest, since ${from}`,
    }),
    [t],
  );
}
