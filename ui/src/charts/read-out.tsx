import { Trans } from '@lingui/react/macro';
import { changePercent } from '../../../src/drawing/change-percent.ts';
import type { DrawnMark, DrawnSpan } from '../../../src/drawing/step-chart-shape.ts';
import { useNumbers } from '../words/use-numbers.ts';
import type { Stop } from './chart-stops.ts';
import { HeldDays } from './held-days.tsx';
import styles from './price-chart.module.css';

/** @property when says an instant in words */
type Props = { stop: Stop; when: (at: number) => string };

/** What stands at a stop of the chart, in words. */
export function ReadOut({ stop, when }: Props) {
  if (stop.kind === 'held') return <HeldPrice span={stop.span} when={when} />;
  return <FormerPrice mark={stop.mark} when={when} />;
}

function HeldPrice({ span, when }: { span: DrawnSpan } & Pick<Props, 'when'>) {
  const [from, to] = [when(span.from), when(span.to)];
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

function FormerPrice({ mark, when }: { mark: DrawnMark } & Pick<Props, 'when'>) {
  const { reason } = mark;
  return (
    <>
      <Outcome mark={mark} day={when(mark.at)} />{' '}
      {reason !== undefined && (
        <span className={styles.reason}>
          <Trans>Reason: {reason}</Trans>
        </span>
      )}
    </>
  );
}

function Outcome({ mark: { eur, kind }, day }: { mark: DrawnMark; day: string }) {
  const numbers = useNumbers();
  const price = numbers.euros(eur);
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
    case 'undone':
      return (
        <Trans>
          Undone: {price} on {day}.
        </Trans>
      );
  }
}
