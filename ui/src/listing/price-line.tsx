import { Trans } from '@lingui/react/macro';
import type { ReactNode } from 'react';
import { HeldDays } from '../charts/held-days.tsx';
import { Change } from '../parts/change.tsx';
import { givenReason } from '../words/reason-of-undo.ts';
import { useNumbers } from '../words/use-numbers.ts';
import styles from './listing-page.module.css';
import { NoteBelow } from './note-below.tsx';
import type { PriceRow } from './price-rows.ts';
import { RowStart } from './row-start.tsx';

/** @property children what can be done with it */
type Props = { row: Extract<PriceRow, { kind: 'price' }>; children: ReactNode };

/** A price that counts. */
export function PriceLine({ row: { at, eur, price, before, until }, children }: Props) {
  const numbers = useNumbers();
  const { change_eur: by } = price;
  const reason = givenReason(price.reason);
  return (
    <>
      <tr>
        <RowStart at={at} />
        <td className={styles.number}>{numbers.euros(eur)}</td>
        <td className={`${styles.number} ${styles.wide}`}>{by !== undefined && by !== 0 && numbers.euroChange(by)}</td>
        <td>{before === undefined ? <Trans>first price</Trans> : <Change from={before} to={eur} />}</td>
        <td className={`${styles.number} ${styles.wide}`}>
          <HeldDays from={Date.parse(at)} to={until} />
        </td>
        <td className={`${styles.reason} ${styles.wide}`}>{reason}</td>
        <td className={styles.number}>{children}</td>
      </tr>
      {reason !== undefined && <NoteBelow>{reason}</NoteBelow>}
    </>
  );
}
