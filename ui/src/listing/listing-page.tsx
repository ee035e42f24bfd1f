import { Trans, useLingui } from '@lingui/react/macro';
import type { UseQueryResult } from '@tanstack/react-query';
import { Link, useParams } from 'wouter';
import { ApiProblem } from '../api/problem.ts';
import { SectionFault } from '../frame/section-fault.tsx';
import { AddressNote } from '../parts/address-note.tsx';
import { FailedNote } from '../parts/note.tsx';
import { useLater } from '../parts/use-later.ts';
import { useTitle } from '../parts/use-title.ts';
import { LinkNote } from './link-note.tsx';
import { ListingHead } from './listing-head.tsx';
import styles from './listing-page.module.css';
import type { ListingView } from './listing-view.ts';
import { PastSection } from './past-section.tsx';
import { PriceSection } from './price-section.tsx';
import { StandingSection } from './standing-section.tsx';
import { useListing } from './use-listing.ts';
import { useListingView } from './use-listing-view.ts';
import { useLiveListing } from './use-live-listing.ts';
import { usePriceHistory } from './use-price-history.ts';

/** One listing: what happened to its price, how it was on a day, and where it stands in its market. */
export function ListingPage() {
  const { t } = useLingui();
  const { listingId = '' } = useParams<{ listingId: string }>();
  const { view, change } = useListingView();
  const found = useListing(listingId);
  const { data, error, refetch, dataUpdatedAt } = found;
  useTitle(data?.listing.name ?? t`Listing`);
  const link = useLiveListing(listingId);
  const history = usePriceHistory(listingId);
  if (isGone(error)) return <Gone />;
  // All at once: what came first would be moved by what comes later, since nobody knows how long a name or a sentence is.
  if (isWaiting(found) || isWaiting(history.found)) return <Waiting of={[found, history.found]} />;
  return (
    <>
      <LinkNote link={link} />
      <AddressNote understood={understoodOf(view)} instead={{}} />
      <article className={styles.page}>
        {error && <FailedNote error={error} since={dataUpdatedAt} retry={() => void refetch()} />}
        <SectionFault>
          <ListingHead id={listingId} found={data} />
        </SectionFault>
        <SectionFault>
          <PriceSection id={listingId} found={data} view={view} onChange={change} />
        </SectionFault>
        <SectionFault>
          <StandingSection id={listingId} />
        </SectionFault>
        <SectionFault>
          <PastSection id={listingId} found={data} view={view} onChange={change} />
        </SectionFault>
      </article>
    </>
  );
}

/** By the names that it has in the address. */
function understoodOf({ range, zero, asOf, known }: ListingView) {
  return { range, zero: Number(zero), as_of: asOf, known };
}

type Reading = Pick<UseQueryResult, 'data' | 'errorUpdateCount' | 'failureReason' | 'refetch'>;

/** What failed once is no longer waited for, also while it is read again. */
function isWaiting({ data, errorUpdateCount }: Reading): boolean {
  return data === undefined && errorUpdateCount === 0;
}

/** Nothing, as long as that is short; what fails is told at the first attempt. */
function Waiting({ of }: { of: readonly Reading[] }) {
  const isSlow = useLater(true, 1_000);
  const failed = of.filter(({ failureReason }) => failureReason !== null);
  const [reason] = failed.map(({ failureReason }) => failureReason);
  return (
    <div className={styles.waiting} aria-busy="true">
      {reason ? (
        <FailedNote error={reason} retry={() => failed.forEach(({ refetch }) => void refetch())} />
      ) : (
        isSlow && (
          <p role="status">
            <Trans>Loading …</Trans>
          </p>
        )
      )}
    </div>
  );
}

function isGone(error: Error | null): boolean {
  return error instanceof ApiProblem && (error.status === 404 || error.status === 422);
}

function Gone() {
  return (
    <>
      <h1>
        <Trans>There is no such listing</Trans>
      </h1>
      <p>
        <Trans>
          It was deleted, with its history, or never was. <Link href="/">All listings</Link>
        </Trans>
      </p>
    </>
  );
}
