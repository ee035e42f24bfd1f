import { Plural, Trans } from '@lingui/react/macro';
import { memo, type Ref, useEffect, useMemo, useRef, useState } from 'react';
import { CorrectablePrices } from '../editing/correctable-prices.tsx';
import { Button } from '../parts/button.tsx';
import { focusPart } from '../parts/focus-part.ts';
import { useNumbers } from '../words/use-numbers.ts';
import { PriceLine } from './price-line.tsx';
import { type PriceRow, priceRows } from './price-rows.ts';
import styles from './price-table.module.css';
import { SupersededLine } from './superseded-line.tsx';
import type { PriceHistory } from './use-price-history.ts';

/** @property etag of the version that the prices are of; left out where they cannot be corrected here */
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
    const next = isWhole && place.current?.querySelectorAll('tbody th')[fewRows]?.closest('tr');
    if (next) focusPart(next); // the button has gone
  }, [isWhole]);
  const shown = isWhole ? rows : rows.slice(0, fewRows);
  const [few, all] = [numbers.count(shown.length), numbers.count(rows.length)];
  return (
    <CorrectablePrices id={id} etag={etag} prices={prices}>
      <PriceRows place={place} rows={shown} />
      {shown.length < rows.length && (
        <div>
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

type RowsProps = { place: Ref<HTMLDivElement>; rows: readonly PriceRow[] };

function PriceRows({ place, rows }: RowsProps) {
  return (
    <div ref={place} className={styles.scroll}>
      <table className={styles.prices}>
        <ColumnNames />
        <tbody>
          {rows.map((row) =>
            row.kind === 'price' ? (
              <PriceLine key={`p ${row.at}`} row={row} />
            ) : (
              <SupersededLine key={`s ${row.at} ${row.superseded.recordedAt}`} row={row} />
            ),
          )}
        </tbody>
      </table>
    </div>
  );
}

function ColumnNames() {
  return (
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
        <th scope="col">
          <Trans>Note</Trans>
        </th>
        <td />
      </tr>
    </thead>
  );
}
