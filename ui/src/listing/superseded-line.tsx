import { RestorePrice } from '../editing/restore-price.tsx';
import { useExactDay } from '../words/use-exact-day.ts';
import { useNumbers } from '../words/use-numbers.ts';
import styles from './listing-page.module.css';
import { NoteBelow } from './note-below.tsx';
import { OutcomeWords } from './outcome-words.tsx';
import type { PriceRow } from './price-rows.ts';
import { RowStart } from './row-start.tsx';

/** A price that no longer counts, and what became of it. */
export function SupersededLine({ row }: { row: Extract<PriceRow, { kind: 'superseded' }> }) {
  const numbers = useNumbers();
  const { at, exactness, eur, superseded, now, reasonNow, isRestorable } = row;
  const day = useExactDay()(numbers.day(at), at, exactness);
  const { reason } = superseded;
  const outcome = <OutcomeWords superseded={superseded} />;
  return (
    <>
      <tr className={styles.struck}>
        <RowStart row={row} />
        <td className={styles.number}>
          <s>{numbers.euros(eur)}</s>
        </td>
        <td className={styles.wide} />
        <td className={`${styles.outcome} ${styles.wide}`} colSpan={2}>
          {outcome}
        </td>
        <td className={styles.narrow} />
        <td className={`${styles.reason} ${styles.wide}`}>{reason}</td>
        <td className={styles.number}>{isRestorable && <RestorePrice {...{ at, day, eur, now, reasonNow }} />}</td>
      </tr>
      <NoteBelow>
        <span className={styles.small}>{outcome}</span>
        {reason !== undefined && <span>{reason}</span>}
      </NoteBelow>
    </>
  );
}
