import { Trans } from '@lingui/react/macro';
import { changePercent } from '../../../src/drawing/change-percent.ts';
import { useNumbers } from '../words/use-numbers.ts';
import styles from './change.module.css';

/**
 * A change of a price as a chip: arrow, sign and percent, so that colour says nothing alone. From nothing there is no percent.
 * @param from the base, in euros @param to in euros
 */
export function Change({ from, to }: { from: number; to: number }) {
  const numbers = useNumbers();
  if (from === to) return null;
  const percent = changePercent(from, to);
  const base = numbers.euros(from);
  const isDrop = to < from;
  return (
    <span className={`${styles.chip} ${isDrop ? styles.drop : styles.rise}`}>
      <span aria-hidden="true">{isDrop ? '▼' : '▲'}</span>{' '}
      {percent === undefined ? <Trans>from {base}</Trans> : numbers.percentChange(percent)}
    </span>
  );
}
