export type Ticks = {
  /** Ascending; the first is at or below what is shown, the last at or above. */
  values: readonly number[];
  step: number;
};

type TickOptions = {
  /** About how many steps there are to be. */
  target?: number;
  /** Steps of one at least, for what is counted. */
  isWhole?: boolean;
};

const roundSteps = [1, 2, 2.5, 5, 10];

/** The fewest round numbers that have all between two values among them; a plot takes the outer ones for its edges. */
export function roundTicks(low: number, high: number, { target = 4, isWhole = false }: TickOptions = {}): Ticks {
  const isFlat = high - low <= Math.max(Math.abs(high) * 1e-6, 1e-9);
  const range = isFlat ? Math.max(Math.abs(low) * 0.1, 1) : high - low;
  const step = roundStep(range / target, isWhole);
  const first = Math.floor(low / step + 1e-9);
  const last = Math.max(first + 1, Math.ceil(Math.max(high, low) / step - 1e-9));
  const values = Array.from({ length: last - first + 1 }, (_, number) => exact((first + number) * step));
  return { values, step };
}

function roundStep(least: number, isWhole: boolean): number {
  const power = 10 ** Math.floor(Math.log10(least));
  const fits = (step: number) => step >= least * (1 - 1e-9) && (!isWhole || Number.isInteger(step));
  const step = roundSteps.map((each) => exact(each * power)).find(fits);
  return step ?? Math.max(1, exact(10 * power));
}

/** Without what binary fractions add, such as that of 3 · 0.1. */
function exact(value: number): number {
  return Number(value.toPrecision(12));
}

const mostDigits = 8;

/**
 * Labels of ticks with the fewest significant digits that leave none of them rounded: so the digit that changes is there.
 * @param write writes a value with so many significant digits at most
 */
export function tickLabels(values: readonly number[], write: (value: number, digits: number) => string): string[] {
  const whole = values.map((value) => write(value, mostDigits));
  for (let digits = 1; digits < mostDigits; digits += 1) {
    const labels = values.map((value) => write(value, digits));
    if (labels.every((label, at) => label === whole[at])) return labels;
  }
  return whole;
}
