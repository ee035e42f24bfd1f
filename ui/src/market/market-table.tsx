import { Trans } from '@lingui/react/macro';
import { useId, useState } from 'react';
import type { MarketLine, MarketPoint } from '../../../src/drawing/market-plot.ts';
import { useNumbers } from '../words/use-numbers.ts';
import { minCount } from './market-query.ts';
import styles from './market-table.module.css';
import { measureOf } from './measures.ts';
import type { ShownMarket } from './shown-market.ts';
import { useMeasureWords } from './use-measure-words.ts';
import { usePeriodWords } from './use-period-words.ts';
import { useSubtitle } from './use-subtitle.ts';
import { useUnitWords } from './use-unit-words.ts';

/** The figures behind the picture, the latest first. */
export function MarketTable({ market }: { market: ShownMarket }) {
  const [isOpen, setOpen] = useState(false);
  return (
    <details className={styles.details} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>
        <Trans>Figures as a table</Trans>
      </summary>
      {isOpen && <Figures market={market} />}
    </details>
  );
}

/** Only where it is looked at: of many years it has more than a thousand rows. */
function Figures({ market }: { market: ShownMarket }) {
  const subtitle = useSubtitle(market.view);
  const name = useId();
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is to be scrolled by keyboard
    <section className={styles.scroll} tabIndex={0} aria-labelledby={name}>
      <table className={styles.table}>
        <caption id={name} className={styles.caption}>
          {subtitle}
        </caption>
        <Head market={market} />
        <Rows market={market} />
      </table>
    </section>
  );
}

function hasBand({ view, lines }: ShownMarket): boolean {
  return lines.length === 1 && measureOf(view.measure).band !== undefined;
}

function Head({ market }: { market: ShownMarket }) {
  const { lines, view } = market;
  const { column } = useMeasureWords()[view.measure];
  const isSeveral = lines.length > 1;
  return (
    <thead>
      {isSeveral && (
        <tr>
          <td />
          {lines.map(({ name }) => (
            <th key={name} scope="colgroup" colSpan={2}>
              {name}
            </th>
          ))}
        </tr>
      )}
      <tr>
        <th scope="col">
          <Trans>Period</Trans>
        </th>
        {lines.map(({ name }) => (
          <HeadOfLine key={name} column={column} hasEdges={hasBand(market)} />
        ))}
      </tr>
    </thead>
  );
}

function HeadOfLine({ column, hasEdges }: { column: string; hasEdges: boolean }) {
  return (
    <>
      <th scope="col">{column}</th>
      {hasEdges && (
        <>
          <th scope="col">
            <Trans>A quarter below</Trans>
          </th>
          <th scope="col">
            <Trans>A quarter above</Trans>
          </th>
        </>
      )}
      <th scope="col">
        <Trans>Homes on offer</Trans>
      </th>
    </>
  );
}

function Rows({ market }: { market: ShownMarket }) {
  const { lines, running, view } = market;
  const periodOf = usePeriodWords(view.period);
  const periods = [...new Set(lines.flatMap(({ points }) => points.map(({ at }) => at)))].toSorted((a, b) => b - a);
  return (
    <tbody>
      {periods.map((at) => {
        const period = periodOf(at);
        return (
          <tr key={at}>
            <th scope="row">{at === running ? <Trans>{period}, so far</Trans> : period}</th>
            {lines.map((line) => (
              <Cells key={line.name} point={pointAt(line, at)} market={market} />
            ))}
          </tr>
        );
      })}
    </tbody>
  );
}

function pointAt({ points }: MarketLine, at: number): MarketPoint | undefined {
  return points.find((point) => point.at === at);
}

function Cells({ point, market }: { point: MarketPoint | undefined; market: ShownMarket }) {
  const numbers = useNumbers();
  const { cell } = useUnitWords(measureOf(market.view.measure).unit);
  const values = hasBand(market) ? [point?.value, point?.low, point?.high] : [point?.value];
  const least = numbers.count(minCount);
  return (
    <>
      {values.map((value, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a column is known by its number
        <td key={at} className={value === undefined ? styles.hidden : undefined}>
          {value !== undefined && cell(value)}
          {value === undefined && (point ? <Trans>fewer than {least}</Trans> : '–')}
        </td>
      ))}
      <td className={styles.count}>{numbers.count(point?.count ?? 0)}</td>
    </>
  );
}
