import { Plural, Trans } from '@lingui/react/macro';
import { memo, type ReactNode, type Ref, useEffect, useMemo, useRef, useState } from 'react';
import { HeldDays } from '../charts/held-days.tsx';
import { CorrectablePrices, CorrectPrice } from '../editing/correct-price.tsx';
import { Button } from '../parts/button.tsx';
import { Change } from '../parts/change.tsx';
import { focusPart } from '../parts/focus-part.ts';
import { useNumbers } from '../words/use-numbers.ts';
import { useReason } from '../words/use-reason.ts';
import styles from './listing-page.module.css';
import { type PriceRow, priceRows } from './price-rows.ts';
import type { Superseded } from './superseded.ts';
import type { PriceHistory } from './use-price-history.ts';

/** @property etag of the listing as it is; left out where its prices cannot be corrected here */
type Props = Pick<PriceHistory, 'prices' | 'superseded' | 'now'> & { id: string; etag: string | undefined };

/** So many rows at first: thousands take a browser longer to lay out than a reader waits. */
const fewRows = 100;

/**
 * Every price and every statement that was corrected, the latest first. Drawn anew only where its arguments change: how
 * the chart is looked at changes nothing here.
 */
export const PriceTable = memo(function PriceTable({ id, etag, prices, superseded, now }: Props) {
  const rows = useMemo(() => priceRows(prices ?? [], superseded, now), [prices, superseded, now]);
  const numbers = useNumbers();
  const [isWhole, setWhole] = useState(false);
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const next = isWhole && place.current?.querySelector<HTMLElement>(`tbody tr:nth-child(${fewRows + 1})`);
    if (next) focusPart(next); // the button has gone
  }, [isWhole]);
  const shown = isWhole ? rows : rows.slice(0, fewRows);
  const [few, all] = [numbers.count(shown.length), numbers.count(rows.length)];
  return (
    <CorrectablePrices id={id} etag={etag} prices={prices}>
      <PriceRows place={place} isCorrectable={etag !== undefined} rows={shown} />
      {shown.length < rows.length && (
        <div className={styles.bar}>
          <Button onClick={() => setWhole(true)}>
            <Plural value={rows.length} one="Show # price" other="Show all # prices" />
          </Button>
          <p className="printed">
            <Trans>
              The latest {few} of {all} prices.
            </Trans>
          </p>
        </div>
      )}
    </CorrectablePrices>
  );
});

type RowsProps = { place: Ref<HTMLDivElement>; isCorrectable: boolean; rows: readonly PriceRow[] };

function PriceRows({ place, isCorrectable, rows }: RowsProps) {
  return (
    <div ref={place} className={styles.scroll}>
      <table className={styles.prices}>
        <thead>
          <tr>
            <th scope="col">
              <Trans>Since</Trans>
            </th>
            <th scope="col" className={styles.number}>
              <Trans>Price</Trans>
            </th>
            <th scope="col" className={`${styles.number} ${styles.wide}`}>
              <Trans>Change, €</Trans>
            </th>
            <th scope="col">
              <Trans>Change</Trans>
            </th>
            <th scope="col" className={`${styles.number} ${styles.wide}`}>
              <Trans>Held for</Trans>
            </th>
            <th scope="col" className={styles.wide}>
              <Trans>Note</Trans>
            </th>
            <td />
          </tr>
        </thead>
        <tbody>
          {rows.map((row) =>
            row.kind === 'price' ? (
              <PriceLine key={`p ${row.at}`} row={row}>
                {isCorrectable && <CorrectPrice price={row.price} />}
              </PriceLine>
            ) : (
              <SupersededLine key={`s ${row.at} ${row.superseded.recordedAt}`} superseded={row.superseded} />
            ),
          )}
        </tbody>
      </table>
    </div>
  );
}

type LineProps = { row: Extract<PriceRow, { kind: 'price' }>; children: ReactNode };

function PriceLine({ row: { price, before, until }, children }: LineProps) {
  const numbers = useNumbers();
  const { effective_at: at, price_eur: eur, change_eur: by } = price;
  const reason = useReason()(price.reason);
  return (
    <tr>
      <th scope="row">
        <time dateTime={at} title={numbers.instant(at)}>
          {numbers.day(at)}
        </time>
        <NoteBelow note={reason} />
      </th>
      <td className={styles.number}>{numbers.euros(eur)}</td>
      <td className={`${styles.number} ${styles.wide}`}>{by !== undefined && by !== 0 && numbers.euroChange(by)}</td>
      <td>{before === undefined ? <Trans>first price</Trans> : <Change from={before} to={eur} />}</td>
      <td className={`${styles.number} ${styles.wide}`}>
        <HeldDays from={Date.parse(at)} to={until} />
      </td>
      <td className={`${styles.reason} ${styles.wide}`}>{reason}</td>
      <td className={styles.number}>{children}</td>
    </tr>
  );
}

/** Where there is no room for a column of notes. */
function NoteBelow({ note }: { note: string | undefined }) {
  return note === undefined ? null : <span className={styles.below}>{note}</span>;
}

function SupersededLine({ superseded }: { superseded: Superseded }) {
  const numbers = useNumbers();
  const { at, eur, to, recordedAt } = superseded;
  const reason = useReason()(superseded.reason);
  const on = numbers.day(recordedAt);
  return (
    <tr className={styles.struck}>
      <th scope="row">
        <time dateTime={at} title={numbers.instant(at)}>
          {numbers.day(at)}
        </time>
        <NoteBelow note={reason} />
      </th>
      <td className={styles.number}>
        <s>{numbers.euros(eur)}</s>
      </td>
      <td className={styles.wide} />
      <td className={styles.outcome} colSpan={2}>
        {to === null ? <Trans>voided on {on}</Trans> : <Trans>corrected on {on}</Trans>}
      </td>
      <td className={`${styles.reason} ${styles.wide}`}>{reason}</td>
      <td className={styles.wide} />
    </tr>
  );
}
