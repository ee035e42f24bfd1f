import { Plural, Trans } from '@lingui/react/macro';
import type { ReactNode } from 'react';
import { useLocation } from 'wouter';
import { PlaceInput } from '../parts/place-input.tsx';
import { Segmented } from '../parts/segmented.tsx';
import { TypeChoice } from '../parts/type-choice.tsx';
import styles from './drops-form.module.css';
import { addressOf, type DropOrder, type DropSpan, type DropsView, dropOrders, dropSpans } from './drops-view.ts';

/** Within which time, by what, and where cuts are looked for. */
export function DropsForm({ view }: { view: DropsView }) {
  const [, navigate] = useLocation();
  const { type, city, country, postal_code, ...elsewhere } = view;
  const place = {
    ...(city !== undefined && { city }),
    ...(country !== undefined && { country }),
    ...(postal_code !== undefined && { postal_code }),
  };
  const choose = (changed: Partial<DropsView>) => navigate(addressOf({ ...elsewhere, ...changed }), { replace: true });
  return (
    <search className={styles.form}>
      <Spans view={view} />
      <Orders view={view} />
      <PlaceInput place={place} onChange={(chosen) => choose({ ...said(chosen), ...(type && { type }) })} />
      <TypeChoice type={type} onChange={(chosen) => choose({ ...place, ...(chosen && { type: chosen }) })} />
    </search>
  );
}

/** Without what was left out: an address says nothing of it. */
function said(place: { [Name in 'city' | 'country' | 'postal_code']?: string | undefined }): Partial<DropsView> {
  return Object.fromEntries(Object.entries(place).filter(([, text]) => text));
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
      hrefOf={(days) => addressOf({ ...view, days })}
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
      hrefOf={(order) => addressOf({ ...view, order })}
    />
  );
}
