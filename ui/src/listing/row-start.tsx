import { useNumbers } from '../words/use-numbers.ts';
import styles from './listing-page.module.css';
import type { PriceRow } from './price-rows.ts';

/** Since when the price of a row holds, or was said to: with the time where others are of that day. */
export function RowStart({ row: { at, exactness } }: { row: Pick<PriceRow, 'at' | 'exactness'> }) {
  const numbers = useNumbers();
  return (
    <th scope="row">
      <time dateTime={at} title={numbers.instant(at)}>
        {numbers.day(at)} {exactness !== 'day' && <span className={styles.time}>{numbers.time(at, exactness)}</span>}
      </time>
    </th>
  );
}
