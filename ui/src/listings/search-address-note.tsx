import { useLingui } from '@lingui/react/macro';
import { AddressNote } from '../parts/address-note.tsx';
import { type ListingSearch, usualSort } from './listing-search.ts';

/** What of the address is no choice here. */
export function SearchAddressNote({ search }: { search: ListingSearch }) {
  const { t } = useLingui();
  const [price, size] = [t`any price`, t`any size`];
  const instead = {
    ...{ price_min: price, price_max: price, surface_min: size, surface_max: size },
    ...{ rooms_min: t`any number of rooms`, type: t`all types`, dropped: t`whether the price dropped or not` },
    sort: t`the latest change first`,
  };
  return <AddressNote understood={{ sort: usualSort, ...search }} instead={instead} />;
}
