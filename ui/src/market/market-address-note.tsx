import { useLingui } from '@lingui/react/macro';
import { AddressNote } from '../parts/address-note.tsx';
import { type MarketView, textOf } from './market-view.ts';
import { useMeasureWords } from './use-measure-words.ts';

/** What of the address is no choice here. */
export function MarketAddressNote({ view }: { view: MarketView }) {
  const { t } = useLingui();
  const words = useMeasureWords();
  const { places, ...rest } = view;
  const instead = {
    measure: words[view.measure].name,
    ...{ period: t`months`, span: t`3 years`, compare: t`places`, type: t`all types`, rooms: t`any number of rooms` },
    place: places.length === 0 ? t`all homes` : undefined,
  };
  return <AddressNote understood={{ ...rest, place: places.map(textOf) }} instead={instead} />;
}
