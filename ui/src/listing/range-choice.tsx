import { useLingui } from '@lingui/react/macro';
import { type ChartRange, chartRanges } from '../../../src/drawing/chart-range.ts';
import { Segmented } from '../parts/segmented.tsx';

type Props = { range: ChartRange; hrefOf: (range: ChartRange) => string };

/** How far back the chart goes. */
export function RangeChoice({ range, hrefOf }: Props) {
  const { t } = useLingui();
  const words: Record<ChartRange, string> = { '1m': t`1 month`, '3m': t`3 months`, '1y': t`1 year`, all: t`All` };
  const segments = chartRanges.map((value) => ({ value, text: words[value] }));
  return <Segmented label={t`Time`} segments={segments} chosen={range} hrefOf={hrefOf} />;
}
