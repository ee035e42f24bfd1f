import { Trans } from '@lingui/react/macro';
import { HeldDays } from '../charts/held-days.tsx';
import { CorrectPrice } from '../editing/correct-price.tsx';
import { Change } from '../parts/change.tsx';
import { readReason } from '../words/own-reason.ts';
import { useExactDay } from '../words/use-exact-day.ts';
import { useNumbers } from '../words/use-numbers.ts';
import type { PriceRow } from './price-rows.ts';
import styles from './price-table.module.css';
import { RowStart } from './row-start.tsx';

/** A price that counts. */
export function PriceLine({ row }: { row: Extract<PriceRow, { kind: 'price' }> }) {
  const numbers = useNumbers();
  const { at, exactness, eur, price, before, until } = row;
  const { change_eur: by } = price;
  const day = useExactDay()(numbers.day(at), at, exactness);
  const isFirst = before === undefined;
  return (
    <tr>
      <RowStart row={row} />
      <td className={`${styles.number} ${styles.price}`}>{numbers.euros(eur)}</td>
      <td className={`${styles.number} ${styles.wide}`}>{by !== undefined && by !== 0 && numbers.euroChange(by)}</td>
      <td className={styles.change}>{isFirst ? <Trans>first price</Trans> : <Change from={before} to={eur} />}</td>
      <td className={`${styles.number} ${styles.wide}`}>
        <HeldDays from={Date.parse(at)} to={until} />
      </td>
      <td className={styles.reason}>{readReason(price.reason).given}</td>
      <td className={styles.number}>
        <CorrectPrice {...{ at, day, eur, isFirst }} />
      </td>
    </tr>
  );
}
