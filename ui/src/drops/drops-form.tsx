import { Plural, Trans, useLingui } from '@lingui/react/macro';
import type { ReactNode } from 'react';
import { useLocation } from 'wouter';
import { type BuildingType, buildingTypes } from '../api/types.ts';
import { Field } from '../parts/field.tsx';
import { PlaceInput } from '../parts/place-input.tsx';
import { Segmented } from '../parts/segmented.tsx';
import { useBuildingTypes } from '../words/use-building-types.ts';
import styles from './drops-form.module.css';
import { addressOf, type DropOrder, type DropSpan, type DropsView, dropOrders, dropSpans } from './drops-view.ts';

/** Within which time, by what, and where cuts are looked for. */
export function DropsForm({ view }: { view: DropsView }) {
  const { t } = useLingui();
  const types = useBuildingTypes();
  const [, navigate] = useLocation();
  const { type, city, country, postal_code, ...elsewhere } = view;
  const place = {
    ...(city !== undefined && { city }),
    ...(country !== undefined && { country }),
    ...(postal_code !== undefined && { postal_code }),
  };
  const choose = (changed: Partial<DropsView>) => navigate(addressOf({ ...elsewhere, ...changed }), { replace: true });
  const chooseType = (chosen: BuildingType | undefined) => choose({ ...place, ...(chosen && { type: chosen }) });
  return (
    <search className={styles.form}>
      <Spans view={view} />
      <Orders view={view} />
      <PlaceInput place={place} onChange={(chosen) => choose({ ...said(chosen), ...(type && { type }) })} />
      <Field label={<Trans>Type</Trans>}>
        {(given) => (
          <select
            {...given}
            value={type ?? ''}
            onChange={(event) => chooseType(buildingTypes.find((each) => each === event.target.value))}
          >
            <option value="">{t`Any`}</option>
            {buildingTypes.map((each) => (
              <option key={each} value={each}>
                {types[each]}
              </option>
            ))}
          </select>
        )}
      </Field>
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
