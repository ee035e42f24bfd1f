import { Trans, useLingui } from '@lingui/react/macro';
import { createContext, type ReactNode, useContext, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { Button } from '../parts/button.tsx';
import { useNumbers } from '../words/use-numbers.ts';
import { CorrectionDialog } from './correction-dialog.tsx';
import styles from './price-fields.module.css';
import { useFocusRow } from './use-focus-row.ts';
import type { StatedPrice } from './use-state-price.ts';

type Correcting = {
  correct: (price: StatedPrice) => void;
  /** Told where what opens a correction goes while it has the focus. @param at the instant of its price */
  lost: (at: string) => void;
};

const CorrectContext = createContext<Correcting>({ correct: () => {}, lost: () => {} });

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
  const [rows, lost] = useFocusRow<HTMLDivElement>();
  const now = price && prices?.find(({ effective_at: at }) => at === price.effective_at);
  const correcting = useMemo(() => ({ correct, lost }), [lost]);
  const close = () => {
    if (price) lost(price.effective_at); // it was opened from a row that may have gone by now
    correct(undefined);
  };
  return (
    <CorrectContext value={correcting}>
      <div ref={rows} className={styles.rows}>
        {children}
      </div>
      {price && etag !== undefined && <CorrectionDialog id={id} etag={etag} price={price} now={now} onClose={close} />}
    </CorrectContext>
  );
}

/** Opens what corrects or voids a price of the past. */
export function CorrectPrice({ price }: { price: StatedPrice }) {
  const { t } = useLingui();
  const numbers = useNumbers();
  const { correct, lost } = useContext(CorrectContext);
  const button = useRef<HTMLButtonElement>(null);
  const { effective_at: at, price_eur: eur } = price;
  useLayoutEffect(() => {
    const { current } = button;
    return () => {
      if (current === document.activeElement) lost(at);
    };
  }, [at, lost]);
  const [day, euros] = [numbers.day(at), numbers.euros(eur)];
  return (
    <Button
      ref={button}
      look="quiet"
      onClick={() => correct(price)}
      aria-label={t`Correct the price of ${day}, ${euros}`}
    >
      <Trans>Correct</Trans>
    </Button>
  );
}
