import { useNumbers } from '../words/use-numbers.ts';
import type { PriceRow } from './price-rows.ts';
import styles from './price-table.module.css';

/** Since when the price of a row holds, or was said to: with the time where others are of that day. */
export function RowStart({ row: { at, exactness } }: { row: Pick<PriceRow, 'at' | 'exactness'> }) {
  const numbers = useNumbers();
  return (
    <th scope="row">
      <time dateTime={at} title={numbers.instant(at)}>
        <span className={styles.day}>{numbers.day(at)}</span>{' '}
        {exactness !== 'day' && <span className={styles.time}>{numbers.time(at, exactness)}</span>}
      </time>
    </th>
  );
}
