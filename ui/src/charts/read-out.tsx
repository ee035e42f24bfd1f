import { Trans } from '@lingui/react/macro';
import { changePercent } from '../../../src/drawing/change-percent.ts';
import type { DrawnMark, DrawnSpan } from '../../../src/drawing/step-chart-shape.ts';
import { useNumbers } from '../words/use-numbers.ts';
import type { Stop } from './chart-stops.ts';
import { HeldDays } from './held-days.tsx';
import styles from './price-chart.module.css';

/** What stands at a stop of the chart, in words. */
export function ReadOut({ stop }: { stop: Stop }) {
  return stop.kind === 'held' ? <HeldPrice span={stop.span} /> : <FormerPrice mark={stop.mark} />;
}

function HeldPrice({ span }: { span: DrawnSpan }) {
  const numbers = useNumbers();
  const [from, to] = [numbers.shortDay(span.from), numbers.shortDay(span.to)];
  const time = <HeldDays from={span.from} to={span.to} />;
  const amount = <Amount span={span} />;
  return span.isLast ? (
    <Trans>
      {from} → now ({time}): {amount}
    </Trans>
  ) : (
    <Trans>
      {from} → {to} ({time}): {amount}
    </Trans>
  );
}

/** With the change from the price before; from 0 there is none in percent. */
function Amount({ span: { eur, before } }: { span: DrawnSpan }) {
  const numbers = useNumbers();
  const price = numbers.euros(eur);
  const percent = before === undefined ? undefined : changePercent(before, eur);
  const change = percent === undefined ? undefined : numbers.percentChange(percent);
  return (
    <span className={styles.amount}>
      {before === undefined && <Trans>{price}, first price</Trans>}
      {before !== undefined && change === undefined && price}
      {change !== undefined && (
        <Trans>
          {price}, {change}
        </Trans>
      )}
    </span>
  );
}

function FormerPrice({ mark }: { mark: DrawnMark }) {
  const { reason } = mark;
  return (
    <>
      <Outcome mark={mark} />{' '}
      {reason !== undefined && (
        <span className={styles.reason}>
          <Trans>Reason: {reason}</Trans>
        </span>
      )}
    </>
  );
}

function Outcome({ mark: { at, eur, kind } }: { mark: DrawnMark }) {
  const numbers = useNumbers();
  const [day, price] = [numbers.shortDay(at), numbers.euros(eur)];
  switch (kind) {
    case 'corrected':
      return (
        <Trans>
          Corrected: {price} on {day}.
        </Trans>
      );
    case 'voided':
      return (
        <Trans>
          Voided: {price} on {day}.
        </Trans>
      );
    case 'taken-back':
      return (
        <Trans>
          Taken back: {price} on {day}.
        </Trans>
      );
  }
}
