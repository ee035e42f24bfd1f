import { Trans, useLingui } from '@lingui/react/macro';
import { useDeferredValue, useState } from 'react';
import { useSearchParams } from 'wouter';
import { useTitle } from '../parts/use-title.ts';
import { emptyRanges } from './limits.ts';
import { type ListingSearch, paramsOf, searchOf } from './listing-search.ts';
import { ListingsFound } from './listings-found.tsx';
import styles from './listings-page.module.css';
import { NothingPossible } from './nothing-found.tsx';
import { SearchAddressNote } from './search-address-note.tsx';
import { SearchForm } from './search-form.tsx';

/** All listings, or those that are looked for; the address holds what is. */
export function ListingsPage() {
  const { t } = useLingui();
  useTitle(t`Listings`);
  const [params, setParams] = useSearchParams();
  const search = searchOf(params);
  // Going back undoes a choice; what is typed since has no place of its own to go back to.
  const choose = (changed: ListingSearch) => setParams(paramsOf(changed));
  const type = (changed: ListingSearch) => setParams(paramsOf(changed), { replace: true });
  const asked = useDeferredValue(search);
  const [cleared, setCleared] = useState(0);
  const clear = () => {
    setCleared(cleared + 1);
    choose({});
  };
  return (
    <>
      <h1 className={styles.title}>
        <Trans>Homes and every price they ever had</Trans>
      </h1>
      <SearchAddressNote search={search} />
      <SearchForm search={search} cleared={cleared} onChoose={choose} onType={type} onClear={clear} />
      {emptyRanges(asked).length > 0 ? (
        <NothingPossible search={asked} onClear={clear} />
      ) : (
        <ListingsFound search={asked} onChange={choose} onClear={clear} />
      )}
    </>
  );
}
