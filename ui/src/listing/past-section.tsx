import { Trans, useLingui } from '@lingui/react/macro';
import { ApiProblem } from '../api/problem.ts';
import type { Listing } from '../api/types.ts';
import { Button } from '../parts/button.tsx';
import { DayField } from '../parts/day-field.tsx';
import { EmptyNote, FailedNote } from '../parts/note.tsx';
import { useNumbers } from '../words/use-numbers.ts';
import { Facts } from './facts.tsx';
import styles from './listing-page.module.css';
import type { ListingProps } from './price-section.tsx';
import { useListingAsOf } from './use-listing.ts';

/** All that is known of the listing, now or as it was on a day. */
export function PastSection({ id, found, view, onChange }: ListingProps) {
  const { t } = useLingui();
  const numbers = useNumbers();
  const past = useListingAsOf(id, view.asOf, view.known);
  const day = view.asOf && numbers.day(`${view.asOf}T12:00`);
  return (
    <section className={styles.section} aria-label={t`The listing`}>
      <div className={styles.bar}>
        <h2>{day ? <Trans>As it was on {day}</Trans> : <Trans>The listing</Trans>}</h2>
        <DayField label={<Trans>As of</Trans>} day={view.asOf} onChange={(asOf) => onChange({ asOf })} />
        {day && (
          <Button look="quiet" onClick={() => onChange({ asOf: undefined })}>
            <Trans>Back to today</Trans>
          </Button>
        )}
      </div>
      {view.asOf === undefined ? (
        found && <Facts listing={found.listing} />
      ) : (
        <Past past={past} listing={found?.listing} day={day ?? ''} />
      )}
    </section>
  );
}

type PastProps = { past: ReturnType<typeof useListingAsOf>; listing: Listing | undefined; day: string };

function Past({ past, listing, day }: PastProps) {
  if (past.error instanceof ApiProblem && past.error.status === 404) {
    return (
      <EmptyNote title={<Trans>It was not listed yet on {day}</Trans>}>
        <Trans>Choose a later day.</Trans>
      </EmptyNote>
    );
  }
  if (past.error) return <FailedNote error={past.error} retry={() => void past.refetch()} />;
  return past.data && <Facts listing={past.data} now={listing} />;
}
