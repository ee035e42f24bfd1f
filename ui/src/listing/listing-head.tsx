import { Trans } from '@lingui/react/macro';
import { Link } from 'wouter';
import type { Listing } from '../api/types.ts';
import type { VersionedListing } from '../api/versioned-listing.ts';
import { ChangePrice } from '../editing/change-price.tsx';
import { Change } from '../parts/change.tsx';
import { addressLine, HomeSummary } from '../parts/home-summary.tsx';
import { useNumbers } from '../words/use-numbers.ts';
import styles from './listing-page.module.css';
import { StorySentence } from './story-sentence.tsx';
import { usePriceHistory } from './use-price-history.ts';

/** What it is, what it costs, and what happened to that. Heights are kept for what is not read yet. */
export function ListingHead({ id, found }: { id: string; found: VersionedListing | undefined }) {
  const numbers = useNumbers();
  const { story } = usePriceHistory(id);
  const listing = found?.listing;
  return (
    <header className={styles.head}>
      <div className={styles.name}>
        <h1>{listing?.name}</h1>
        <Link href={`/${id}/edit`} className="target">
          <Trans>Edit listing</Trans>
        </Link>
      </div>
      <p className={styles.meta}>{listing ? <Summary listing={listing} /> : '\u00a0'}</p>
      <p className={styles.price}>
        {listing && numbers.euros(listing.latest_price_eur)}
        {story && <Change from={story.first.eur} to={story.last.eur} />}
        {story && story.last.eur !== story.first.eur && (
          <span className={styles.small}>
            <Trans>since listed</Trans>
          </span>
        )}
      </p>
      <p className={styles.story}>{story && <StorySentence story={story} />}</p>
      <div className={styles.write}>{found && <ChangePrice {...found} />}</div>
    </header>
  );
}

function Summary({ listing }: { listing: Listing }) {
  const numbers = useNumbers();
  const { surface_area_m2: m2, latest_price_eur: price } = listing;
  const perM2 = m2 > 0 ? numbers.wholeEuros(price / m2) : undefined;
  return (
    <>
      <HomeSummary listing={listing} />
      {perM2 && (
        <>
          , <Trans>{perM2} per m²</Trans>
        </>
      )}
      <br />
      {addressLine(listing)}
    </>
  );
}
