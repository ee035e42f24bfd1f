import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { useDeferredValue, useState } from 'react';
import { useSearchParams } from 'wouter';
import { FailedNote } from '../parts/note.tsx';
import { useKept } from '../parts/use-kept.ts';
import { useLater } from '../parts/use-later.ts';
import { useTitle } from '../parts/use-title.ts';
import { useNumbers } from '../words/use-numbers.ts';
import { emptyRanges } from './limits.ts';
import { ListingRows } from './listing-rows.tsx';
import { type ListingSearch, paramsOf, searchOf } from './listing-search.ts';
import { ListingSkeleton } from './listing-skeleton.tsx';
import styles from './listings-page.module.css';
import { MoreListings } from './more-listings.tsx';
import { NothingFound, NothingPossible } from './nothing-found.tsx';
import { rowsOfPages } from './rows-of-pages.ts';
import { SearchForm } from './search-form.tsx';
import { SortChoice } from './sort-choice.tsx';
import { useListingCount, useListings } from './use-listings.ts';

/** All listings, or those that are looked for; the address holds what is. */
export function ListingsPage() {
  const { t } = useLingui();
  useTitle(t`Listings`);
  const [params, setParams] = useSearchParams();
  const search = searchOf(params);
  const change = (changed: ListingSearch) => setParams(paramsOf(changed), { replace: true });
  const asked = useDeferredValue(search);
  const [cleared, setCleared] = useState(0);
  const clear = () => {
    setCleared(cleared + 1);
    change({});
  };
  return (
    <>
      <h1 className={styles.title}>
        <Trans>Homes and every price they ever had</Trans>
      </h1>
      <SearchForm search={search} cleared={cleared} onChange={change} onClear={clear} />
      {emptyRanges(asked).length > 0 ? (
        <NothingPossible search={asked} onClear={clear} />
      ) : (
        <Found search={asked} onChange={change} onClear={clear} />
      )}
    </>
  );
}

type FoundProps = { search: ListingSearch; onChange: (search: ListingSearch) => void; onClear: () => void };

function Found({ search, onChange, onClear }: FoundProps) {
  const found = useListings(search);
  const count = useListingCount(search);
  const isSlow = useLater(found.isPending);
  const { kept, readAt } = useKept(found);
  const listings = rowsOfPages(kept?.pages.map((page) => page.listings) ?? []);
  const isShown = found.data !== undefined || listings.length > 0;
  const isOld = found.isPlaceholderData || found.isError;
  return (
    <section aria-busy={found.isFetching || count.isFetching}>
      <div className={styles.head}>
        <FoundCount count={found.data && count.data} isOld={isOld || count.isPlaceholderData} />
        <SortChoice search={search} onChange={onChange} />
      </div>
      {found.error && (
        <FailedNote error={found.error} since={isShown ? readAt : 0} retry={() => void found.refetch()} />
      )}
      {found.data && listings.length === 0 && <NothingFound {...{ search, onChange, onClear }} />}
      {listings.length > 0 && <ListingRows listings={listings} isOld={isOld} />}
      {isSlow && <ListingSkeleton />}
      {found.hasNextPage && !found.isPlaceholderData && (
        <MoreListings
          isLoading={found.isFetchingNextPage}
          isFailed={found.isFetchNextPageError}
          onMore={() => void found.fetchNextPage()}
        />
      )}
    </section>
  );
}

type FoundCountProps = {
  /** None: it is not known, or would stand above rows of another search. */
  count: number | undefined;
  /** Whether it, or what stands below it, is of the search before. */
  isOld: boolean;
};

function FoundCount({ count, isOld }: FoundCountProps) {
  const numbers = useNumbers();
  const text = count === undefined ? '' : numbers.count(count);
  return (
    <p className={`${styles.count} ${isOld ? styles.old : ''}`} aria-live="polite" aria-busy={isOld}>
      {count !== undefined && <Plural value={count} one={`${text} listing`} other={`${text} listings`} />}
    </p>
  );
}
