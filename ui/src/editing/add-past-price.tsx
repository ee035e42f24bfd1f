import { Trans } from '@lingui/react/macro';
import { useState } from 'react';
import { Button } from '../parts/button.tsx';
import { StatePriceDialog } from './state-price-dialog.tsx';
import type { StatedPrice } from './stated-price.ts';
import { useIsBehind } from './use-is-behind.ts';

type Props = {
  id: string;
  /** Of the version that the prices shown are of. */
  etag: string;
  /** Those of the history, oldest first. */
  prices: readonly StatedPrice[];
};

/** Opens what states a price of an instant that none was stated for. */
export function AddPastPrice(props: Props) {
  const [isOpen, setOpen] = useState(false);
  const isBehind = useIsBehind(props.id, props.etag);
  return (
    <>
      <Button aria-disabled={isBehind} onClick={() => !isBehind && setOpen(true)}>
        <Trans>Add a past price</Trans>
      </Button>
      {isOpen && <StatePriceDialog {...props} onClose={() => setOpen(false)} />}
    </>
  );
}
