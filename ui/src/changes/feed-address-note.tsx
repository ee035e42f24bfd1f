import { useLingui } from '@lingui/react/macro';
import { AddressNote } from '../parts/address-note.tsx';
import type { FeedView } from './feed-view.ts';

/** What of the address is no choice here. */
export function FeedAddressNote({ view }: { view: FeedView }) {
  const { t } = useLingui();
  return <AddressNote understood={view} instead={{ show: t`all changes`, listing: t`all listings` }} />;
}
