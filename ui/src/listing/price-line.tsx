import { Trans } from '@lingui/react/macro';
import { HeldDays } from '../charts/held-days.tsx';
import { CorrectPrice } from '../editing/correct-price.tsx';
import { Change } from '../parts/change.tsx';
import { givenReason } from '../words/reason-of-undo.ts';
import { useExactDay } from '../words/use-exact-day.ts';
import { useNumbers } from '../words/use-numbers.ts';
import styles from './listing-page.module.css';
import { NoteBelow } from './note-below.tsx';
import type { PriceRow } from './price-rows.ts';
import { RowStart } from './row-start.tsx';

/** A price that counts. */
export function PriceLine({ row }: { row: Extract<PriceRow, { kind: 'price' }> }) {
  const numbers = useNumbers();
  const { at, exactness, eur, price, before, until } = row;
  const { change_eur: by } = price;
  const reason = givenReason(price.reason);
  const day = useExactDay()(numbers.day(at), at, exactness);
  const isFirst = before === undefined;
  return (
    <>
      <tr>
        <RowStart row={row} />
        <td className={styles.number}>{numbers.euros(eur)}</td>
        <td className={`${styles.number} ${styles.wide}`}>{by !== undefined && by !== 0 && numbers.euroChange(by)}</td>
        <td>{isFirst ? <Trans>first price</Trans> : <Change from={before} to={eur} />}</td>
        <td className={`${styles.number} ${styles.wide}`}>
          <HeldDays from={Date.parse(at)} to={until} />
        </td>
        <td className={`${styles.reason} ${styles.wide}`}>{reason}</td>
        <td className={styles.number}>
          <CorrectPrice {...{ at, day, eur, isFirst }} />
        </td>
      </tr>
      {reason !== undefined && <NoteBelow>{reason}</NoteBelow>}
    </>
  );
}
