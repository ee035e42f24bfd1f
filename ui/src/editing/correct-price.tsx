import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { Button } from '../parts/button.tsx';
import { useNumbers } from '../words/use-numbers.ts';
import { CorrectionDialog } from './correction-dialog.tsx';
import { StatePriceDialog } from './state-price-dialog.tsx';
import type { StatedPrice } from './use-state-price.ts';

type Props = {
  listingId: string;
  /** Of the listing as the reader sees it. */
  etag: string;
  /** Left out: to state one of an instant that none was stated for. */
  price?: StatedPrice | undefined;
  /** The instants that a price is known from, in UTC milliseconds. */
  known?: readonly number[];
};

/** Opens what corrects or voids a price of the past, or states a new one. */
export function CorrectPrice({ listingId, etag, price, known = [] }: Props) {
  const { t } = useLingui();
  const numbers = useNumbers();
  const [isOpen, setOpen] = useState(false);
  const close = () => setOpen(false);
  const [day, euros] = price ? [numbers.day(price.effective_at), numbers.euros(price.price_eur)] : [];
  const open = () => setOpen(true);
  return (
    <>
      {price ? (
        <Button look="quiet" onClick={open} aria-label={t`Correct the price of ${day}, ${euros}`}>
          <Trans>Correct</Trans>
        </Button>
      ) : (
        <Button onClick={open}>
          <Trans>Add a past price</Trans>
        </Button>
      )}
      {isOpen && price && <CorrectionDialog id={listingId} etag={etag} price={price} onClose={close} />}
      {isOpen && !price && <StatePriceDialog id={listingId} etag={etag} known={known} onClose={close} />}
    </>
  );
}
