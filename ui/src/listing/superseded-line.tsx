import { RestorePrice } from '../editing/restore-price.tsx';
import { useExactDay } from '../words/use-exact-day.ts';
import { useNumbers } from '../words/use-numbers.ts';
import { OutcomeWords } from './outcome-words.tsx';
import type { PriceRow } from './price-rows.ts';
import styles from './price-table.module.css';
import { RowStart } from './row-start.tsx';

/** A price that no longer counts, and what became of it. */
export function SupersededLine({ row }: { row: Extract<PriceRow, { kind: 'superseded' }> }) {
  const numbers = useNumbers();
  const { at, exactness, eur, superseded, now, reasonNow, isRestorable } = row;
  const day = useExactDay()(numbers.day(at), at, exactness);
  return (
    <tr className={styles.struck}>
      <RowStart row={row} />
      <td className={`${styles.number} ${styles.price}`}>
        <s>{numbers.euros(eur)}</s>
      </td>
      <td className={styles.wide} />
      <td className={styles.outcome}>
        <OutcomeWords superseded={superseded} />
      </td>
      <td className={styles.wide} />
      <td className={styles.reason}>{superseded.reason}</td>
      <td className={styles.number}>{isRestorable && <RestorePrice {...{ at, day, eur, now, reasonNow }} />}</td>
    </tr>
  );
}
