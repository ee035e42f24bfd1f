import { Plural, Trans } from '@lingui/react/macro';
import type { ReactNode } from 'react';
import { useLocation } from 'wouter';
import { placeIn } from '../parts/chosen-place.ts';
import { PlaceInput } from '../parts/place-input.tsx';
import { Segmented } from '../parts/segmented.tsx';
import { TypeChoice } from '../parts/type-choice.tsx';
import styles from './drops-form.module.css';
import { type DropOrder, type DropSpan, type DropsView, dropOrders, dropSpans, dropsAddress } from './drops-view.ts';

/** Within which time, by what, and where cuts are looked for. */
export function DropsForm({ view }: { view: DropsView }) {
  const [, navigate] = useLocation();
  const { days, order, rows, type } = view;
  const place = placeIn(view);
  const choose = (changed: Partial<DropsView>) => navigate(dropsAddress({ days, order, rows, ...changed }));
  return (
    <search className={styles.form}>
      <Spans view={view} />
      <Orders view={view} />
      <PlaceInput place={place} onChange={(chosen) => choose({ ...placeIn(chosen), ...(type && { type }) })} />
      <TypeChoice type={type} onChange={(chosen) => choose({ ...place, ...(chosen && { type: chosen }) })} />
    </search>
  );
}

function Spans({ view }: { view: DropsView }) {
  const texts: Record<DropSpan, ReactNode> = {
    1: <Trans>24 hours</Trans>,
    7: <Plural value={7} one="# day" other="# days" />,
    30: <Plural value={30} one="# day" other="# days" />,
  };
  return (
    <Segmented
      label={<Trans>Within</Trans>}
      segments={dropSpans.map((value) => ({ value, text: texts[value] }))}
      chosen={view.days}
      hrefOf={(days) => dropsAddress({ ...view, days })}
    />
  );
}

function Orders({ view }: { view: DropsView }) {
  const texts: Record<DropOrder, ReactNode> = {
    percent: <Trans>Percent</Trans>,
    amount: <Trans>Amount</Trans>,
    cuts: <Trans>Number of cuts</Trans>,
  };
  return (
    <Segmented
      label={<Trans>Largest by</Trans>}
      segments={dropOrders.map((value) => ({ value, text: texts[value] }))}
      chosen={view.order}
      hrefOf={(order) => dropsAddress({ ...view, order })}
    />
  );
}
