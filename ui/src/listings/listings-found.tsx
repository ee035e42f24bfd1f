import { Plural, Trans } from '@lingui/react/macro';
import { useRef } from 'react';
import { FailedNote } from '../parts/note.tsx';
import { useKept } from '../parts/use-kept.ts';
import { useLater } from '../parts/use-later.ts';
import { useNumbers } from '../words/use-numbers.ts';
import { refreshed } from './listing-news.ts';
import { ListingRows } from './listing-rows.tsx';
import type { ListingSearch } from './listing-search.ts';
import { ListingSkeleton } from './listing-skeleton.tsx';
import styles from './listings-found.module.css';
import { MoreListings } from './more-listings.tsx';
import { NewsButton } from './news-button.tsx';
import { NothingFound } from './nothing-found.tsx';
import { rowsOfPages } from './rows-of-pages.ts';
import { SortChoice } from './sort-choice.tsx';
import { useListingNews } from './use-listing-news.ts';
import { useLatestChange, useListingCount, useListings, useReadAnew } from './use-listings.ts';

type Props = { search: ListingSearch; onChange: (search: ListingSearch) => void; onClear: () => void };

/** The listings that fit a search, page by page. */
export function ListingsFound({ search, onChange, onClear }: Props) {
  const found = useListings(search);
  const count = useListingCount(search);
  const isSlow = useLater(found.isPending);
  const { kept, readAt } = useKept(found);
  const rows = rowsOfPages(kept?.pages.map((page) => page.listings) ?? []);
  const isShown = found.data !== undefined || rows.length > 0;
  const isOld = found.isPlaceholderData || found.isError;
  const since = useLatestChange(search);
  const news = useListingNews({ search, shown: rows, since: isOld || !found.data ? null : since });
  const place = useRef<HTMLElement>(null);
  const readAnew = useReadAnew(search);
  const show = () => {
    window.scrollTo(0, 0);
    place.current?.focus({ preventScroll: true }); // else the focus goes with the button
    void readAnew();
  };
  return (
    <section ref={place} tabIndex={-1} className={styles.found} aria-busy={found.isFetching || count.isFetching}>
      <NewsButton {...news} onShow={show} />
      <div className={styles.head}>
        <FoundCount
          count={found.data && count.data}
          isOld={isOld || count.isPlaceholderData}
          isFailed={found.isSuccess && count.isError}
        />
        <SortChoice search={search} onChange={onChange} />
      </div>
      {found.error && (
        <FailedNote error={found.error} since={isShown ? readAt : 0} retry={() => void found.refetch()} />
      )}
      {found.data && rows.length === 0 && <NothingFound {...{ search, onChange, onClear }} />}
      {rows.length > 0 && <ListingRows listings={refreshed(rows, news.changed)} isOld={isOld} />}
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
  isFailed: boolean;
};

function FoundCount({ count, isOld, isFailed }: FoundCountProps) {
  const numbers = useNumbers();
  const text = count === undefined ? '' : numbers.count(count);
  return (
    <p className={`${styles.count} ${isOld ? styles.old : ''}`} aria-live="polite" aria-busy={isOld}>
      {count !== undefined && <Plural value={count} one={`${text} listing`} other={`${text} listings`} />}
      {count === undefined && isFailed && <Trans>They could not be counted</Trans>}
    </p>
  );
}
