import { Trans, useLingui } from '@lingui/react/macro';
import { Link, useParams, useSearchParams } from 'wouter';
import { ApiProblem } from '../api/problem.ts';
import { SectionFault } from '../frame/section-fault.tsx';
import { FailedNote } from '../parts/note.tsx';
import { useTitle } from '../parts/use-title.ts';
import { ListingHead } from './listing-head.tsx';
import styles from './listing-page.module.css';
import { type ListingView, paramsOfView, viewOf } from './listing-view.ts';
import { PastSection } from './past-section.tsx';
import { PriceSection } from './price-section.tsx';
import { StandingSection } from './standing-section.tsx';
import { useListing } from './use-listing.ts';
import { useLiveListing } from './use-live-listing.ts';
import { usePriceHistory } from './use-price-history.ts';

/** One listing: what happened to its price, how it was on a day, and where it stands in its market. */
export function ListingPage() {
  const { t } = useLingui();
  const { listingId = '' } = useParams<{ listingId: string }>();
  const [params, setParams] = useSearchParams();
  const { data, error, refetch, dataUpdatedAt } = useListing(listingId);
  useTitle(data?.listing.name ?? t`Listing`);
  useLiveListing(listingId);
  const history = usePriceHistory(listingId);
  if (isGone(error)) return <Gone />;
  // All at once: what came first would be moved by what comes later, since nobody knows how long a name or a sentence is.
  const isWaiting = !(data || error) || !(history.prices || history.found.error);
  if (isWaiting) return <div className={styles.waiting} aria-busy="true" />;
  const view = viewOf(params);
  const change = (changed: Partial<ListingView>) => setParams(paramsOfView({ ...view, ...changed }), { replace: true });
  return (
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
