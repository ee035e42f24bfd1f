import { changePercent } from '../../../src/drawing/change-percent.ts';
import { useNumbers } from '../words/use-numbers.ts';
import styles from './change.module.css';

/**
 * A change of a price as a chip: arrow, sign and percent, so that colour says nothing alone.
 * @param from the base, in euros @param to in euros
 */
export function Change({ from, to }: { from: number; to: number }) {
  const numbers = useNumbers();
  const percent = changePercent(from, to);
  if (!percent) return null;
  const isDrop = percent < 0;
  return (
    <span className={`${styles.chip} ${isDrop ? styles.drop : styles.rise}`}>
      <span aria-hidden="true">{isDrop ? '▼' : '▲'}</span> {numbers.percentChange(percent)}
    </span>
  );
}
