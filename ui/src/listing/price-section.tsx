import { Trans, useLingui } from '@lingui/react/macro';
import type { VersionedListing } from '../api/versioned-listing.ts';
import { AddPastPrice } from '../editing/add-past-price.tsx';
import { SectionFault } from '../frame/section-fault.tsx';
import { FailedNote } from '../parts/note.tsx';
import { DayChoice } from './day-choice.tsx';
import { FaultyDayNote, useFaultyDay } from './faulty-day.tsx';
import { KnownOn } from './known-on.tsx';
import styles from './listing-page.module.css';
import { type ListingView, paramsOfView } from './listing-view.ts';
import { PriceFigure } from './price-figure.tsx';
import { PriceTable } from './price-table.tsx';
import { RangeChoice } from './range-choice.tsx';
import { SectionHead } from './section-head.tsx';
import { UntilRead } from './until-read.tsx';
import { type PriceHistory, usePriceHistory } from './use-price-history.ts';

/** A listing as far as it is read, and what of it is looked at. */
export type ListingProps = {
  id: string;
  found: VersionedListing | undefined;
  view: ListingView;
  onChange: (changed: Partial<ListingView>) => void;
};

/** Every price: drawn, and as a table. */
export function PriceSection({ id, found, view, onChange }: ListingProps) {
  const { t } = useLingui();
  const faulty = useFaultyDay(view.known);
  const history = usePriceHistory(id, faulty ? undefined : view.known);
  const { error, refetch } = history.found;
  return (
    <section className={styles.section} aria-label={t`Prices`}>
      <PriceHead known={history.prices ? history.known : view.known} view={view} onChange={onChange} />
      <div className={styles.bar}>
        <RangeChoice range={view.range} hrefOf={(range) => `/${id}/prices?${paramsOfView({ ...view, range })}`} />
        <label className={styles.check}>
          <input type="checkbox" checked={view.zero} onChange={(event) => onChange({ zero: event.target.checked })} />
          <Trans>From zero</Trans>
        </label>
      </div>
      {faulty && <FaultyDayNote {...faulty} />}
      {error && <FailedNote error={error} since={history.readAt} retry={() => void refetch()} />}
      {!faulty && history.prices && <PricesRead id={id} found={found} view={view} history={history} />}
    </section>
  );
}

/** @property known the day whose knowledge is shown; undefined: today */
type HeadProps = Pick<ListingProps, 'view' | 'onChange'> & { known: string | undefined };

function PriceHead({ known, view, onChange }: HeadProps) {
  return (
    <SectionHead
      title={known ? <KnownOn day={known} /> : <Trans>Prices</Trans>}
      note={
        known ? (
          <Trans>The price at the top is of now.</Trans>
        ) : (
          <Trans>Choose a day to leave out later corrections.</Trans>
        )
      }
    >
      <DayChoice label={<Trans>As it was known on</Trans>} day={view.known} onChange={(known) => onChange({ known })} />
    </SectionHead>
  );
}

type ReadProps = Pick<ListingProps, 'id' | 'found' | 'view'> & { history: PriceHistory };

/** What can be corrected is of now, and of the version that is shown: the listing itself may be read again before its prices are. */
function PricesRead({ id, found, view, history }: ReadProps) {
  const isOfNow = view.known === undefined && !history.isOld;
  const etag = isOfNow ? history.etag : undefined;
  return (
    <>
      <UntilRead isOld={history.isOld} day={view.known}>
        <SectionFault>
          <PriceFigure id={id} name={found?.listing.name ?? ''} history={history} view={view} />
        </SectionFault>
        {!history.found.error && <CorrectionsNote corrections={history.corrections} />}
        <SectionFault>
          <PriceTable id={id} etag={etag} prices={history.prices} superseded={history.superseded} now={history.now} />
        </SectionFault>
      </UntilRead>
      {etag !== undefined && (
        <div className={styles.bar}>
          <AddPastPrice id={id} etag={etag} prices={history.prices ?? []} />
        </div>
      )}
    </>
  );
}

/** Else what was corrected would be missing from the table, and nobody would know. */
function CorrectionsNote({ corrections: { error, dataUpdatedAt, refetch } }: Pick<PriceHistory, 'corrections'>) {
  if (!error) return null;
  const what = <Trans>What was corrected could not be read.</Trans>;
  return <FailedNote error={error} what={what} since={dataUpdatedAt} retry={() => void refetch()} />;
}
