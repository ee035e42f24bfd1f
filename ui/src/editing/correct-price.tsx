import { Trans, useLingui } from '@lingui/react/macro';
import { createContext, type ReactNode, useContext, useState } from 'react';
import { Button } from '../parts/button.tsx';
import { useNumbers } from '../words/use-numbers.ts';
import { CorrectionDialog } from './correction-dialog.tsx';
import type { StatedPrice } from './use-state-price.ts';

const CorrectContext = createContext<(price: StatedPrice) => void>(() => {});

type Props = {
  id: string;
  /** Of the listing as the reader sees it; left out where its prices cannot be corrected here. */
  etag: string | undefined;
  /** Those that count now. */
  prices: readonly StatedPrice[] | undefined;
  children: ReactNode;
};

/** Stands around what shows prices: the dialog that corrects one of them outlives the row that it was opened from. */
export function CorrectablePrices({ id, etag, prices, children }: Props) {
  const [price, correct] = useState<StatedPrice>();
  const now = price && prices?.find(({ effective_at: at }) => at === price.effective_at);
  return (
    <CorrectContext value={correct}>
      {children}
      {price && etag !== undefined && (
        <CorrectionDialog id={id} etag={etag} price={price} now={now} onClose={() => correct(undefined)} />
      )}
    </CorrectContext>
  );
}

/** Opens what corrects or voids a price of the past. */
export function CorrectPrice({ price }: { price: StatedPrice }) {
  const { t } = useLingui();
  const numbers = useNumbers();
  const correct = useContext(CorrectContext);
  const [day, euros] = [numbers.day(price.effective_at), numbers.euros(price.price_eur)];
  return (
    <Button look="quiet" onClick={() => correct(price)} aria-label={t`Correct the price of ${day}, ${euros}`}>
      <Trans>Correct</Trans>
    </Button>
  );
}
