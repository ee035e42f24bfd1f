import { Plural, Trans, useLingui } from '@lingui/react/macro';
import type { MarketLine, MarketPoint } from '../../../src/drawing/market-plot.ts';
import { useNumbers } from '../words/use-numbers.ts';
import styles from './market-readout.module.css';
import { measureOf } from './measures.ts';
import type { ShownMarket } from './shown-market.ts';
import { useLongPeriodWords } from './use-period-words.ts';
import { useUnitWords } from './use-unit-words.ts';

/** All that is told of one period. @param at its number */
export function MarketReadout({ market, at }: { market: ShownMarket; at: number }) {
  const { view, lines, running } = market;
  const period = useLongPeriodWords(view.period)(at);
  return (
    <>
      <p className={styles.period}>{at === running ? <Trans>{period}, so far</Trans> : period}</p>
      {lines.map((line) => (
        <LineAt key={line.name} line={line} at={at} market={market} />
      ))}
    </>
  );
}

function LineAt({ line, at, market }: { line: MarketLine; at: number; market: ShownMarket }) {
  const { name, points } = line;
  const point = points.find((each) => each.at === at);
  return (
    <p className={styles.line}>
      {market.lines.length > 1 && (
        <span className={styles.name}>
          <Trans>{name}:</Trans>{' '}
        </span>
      )}
      <PointValue point={point} market={market} />
    </p>
  );
}

function PointValue({ point, market }: { point: MarketPoint | undefined; market: ShownMarket }) {
  const { measure } = market.view;
  const numbers = useNumbers();
  const unit = useUnitWords(measureOf(measure).unit);
  const count = point?.count ?? 0;
  const homes = numbers.count(count);
  if (count === 0) return <Trans>no home on offer</Trans>;
  const counted = <Plural value={count} one={`${homes} home on offer`} other={`${homes} homes on offer`} />;
  if (point?.value === undefined) {
    return (
      <>
        <Trans>too few to be shown</Trans>, {counted}
      </>
    );
  }
  return (
    <>
      <strong>{unit.value(point.value)}</strong>
      <Middle point={point} write={unit.value} />
      {measure !== 'on_offer' && <>, {counted}</>}
    </>
  );
}

function Middle({ point: { low, high }, write }: { point: MarketPoint; write: (value: number) => string }) {
  const { t } = useLingui();
  if (low === undefined || high === undefined) return null;
  const [from, to] = [write(low), write(high)];
  return <>, {t`half between ${from} and ${to}`}</>;
}
