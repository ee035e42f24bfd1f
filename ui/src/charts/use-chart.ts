import { useMemo } from 'react';
import { layStepChart } from '../../../src/drawing/step-chart.ts';
import type { StepChart, StepChartInput } from '../../../src/drawing/step-chart-shape.ts';
import { useNumbers } from '../words/use-numbers.ts';
import { useChartWords } from './use-chart-words.ts';
import type { Size } from './use-size.ts';

/** The prices that a chart shows, and the time that it shows of them. */
export type Charted = Pick<StepChartInput, 'prices' | 'marks' | 'from' | 'to' | 'now' | 'zero'>;

/** Prices as they are drawn in a place of a size, in the language of the page. */
export function useChart({ prices, marks, from, to, now, zero }: Charted, { width, height }: Size): StepChart {
  const { locale } = useNumbers();
  const words = useChartWords();
  return useMemo(() => {
    return layStepChart({ prices, ...(marks && { marks }), from, to, now, zero, width, height, locale, words });
  }, [prices, marks, from, to, now, zero, width, height, locale, words]);
}
