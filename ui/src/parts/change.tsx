import { useNumbers } from '../words/use-numbers.ts';
import styles from './change.module.css';

/**
 * A change of a price as a chip: arrow, sign and percent, so that colour says nothing alone.
 * @param from the base, in euros @param to in euros
 */
export function Change({ from, to }: { from: number; to: number }) {
  const numbers = useNumbers();
  if (from === to || from === 0) return null;
  const isDrop = to < from;
  return (
    <span className={`${styles.chip} ${isDrop ? styles.drop : styles.rise}`}>
      <span aria-hidden="true">{isDrop ? '▼' : '▲'}</span> {numbers.percentChange(((to - from) / from) * 100)}
    </span>
  );
}
