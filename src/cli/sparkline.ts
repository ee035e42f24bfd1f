const bars = '▁▂▃▄▅▆▇█';

/** Values as bars from the least to the greatest of them; what there is none of is a blank. */
export function sparkline(values: readonly (number | undefined)[]): string {
  const known = values.filter((value) => value !== undefined);
  const [least, most] = [Math.min(...known), Math.max(...known)];
  const barOf = (value: number | undefined) => {
    if (value === undefined) return ' ';
    const height = most === least ? 0.5 : (value - least) / (most - least);
    return bars[Math.min(bars.length - 1, Math.floor(height * bars.length))] ?? ' ';
  };
  return values.map(barOf).join('');
}
