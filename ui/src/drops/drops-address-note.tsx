import { useLingui } from '@lingui/react/macro';
import { AddressNote } from '../parts/address-note.tsx';
import type { DropsView } from './drops-view.ts';

/** What of the address is no choice here. */
export function DropsAddressNote({ view }: { view: DropsView }) {
  const { t } = useLingui();
  const { rows } = view;
  const instead = {
    days: t`the last 7 days`,
    order: t`the largest by percent`,
    type: t`all types`,
    rows: t`the first ${rows}`,
  };
  return <AddressNote understood={view} instead={instead} />;
}
