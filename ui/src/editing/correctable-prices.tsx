import {
  createContext,
  type ReactNode,
  type RefObject,
  useContext,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
} from 'react';
import { CorrectionDialog, type PriceToCorrect } from './correction-dialog.tsx';
import styles from './price-fields.module.css';
import { pricesBeside } from './prices-beside.ts';
import type { StatedPrice } from './stated-price.ts';
import { useFocusRow } from './use-focus-row.ts';

type Correctable = {
  id: string;
  /** Of the version that the prices shown are of; undefined where they cannot be corrected here. */
  etag: string | undefined;
  correct: (price: PriceToCorrect) => void;
  /** Told where what corrects a price goes while it has the focus. @param at the instant of that price */
  lost: (at: string) => void;
};

const CorrectableContext = createContext<Correctable>({
  ...{ id: '', etag: undefined, correct: () => {}, lost: () => {} },
});

/** The listing whose prices are shown, and what opens a correction of one of them. */
export function useCorrectable(): Omit<Correctable, 'lost'> {
  return useContext(CorrectableContext);
}

type Props = Pick<Correctable, 'id' | 'etag'> & {
  /** Those that count now, oldest first. */
  prices: readonly StatedPrice[] | undefined;
  children: ReactNode;
};

/** Stands around what shows prices: the dialog that corrects one of them outlives the row that it was opened from. */
export function CorrectablePrices({ id, etag, prices, children }: Props) {
  const [price, correct] = useState<PriceToCorrect>();
  const [rows, lost] = useFocusRow<HTMLDivElement>();
  const now = prices?.find(({ effective_at: at }) => at === price?.at);
  const correctable = useMemo(() => ({ id, etag, correct, lost }), [id, etag, lost]);
  const close = () => {
    if (price) lost(price.at); // it was opened from a row that may have gone by now
    correct(undefined);
  };
  return (
    <CorrectableContext value={correctable}>
      <div ref={rows} className={styles.rows}>
        {children}
      </div>
      {price && etag !== undefined && (
        <CorrectionDialog
          {...{ id, etag, price, now }}
          beside={pricesBeside(prices ?? [], Date.parse(price.at))}
          onClose={close}
        />
      )}
    </CorrectableContext>
  );
}

/** The ref of a button of a price: where it goes, the focus goes on at the row of that. */
export function useRowButton(at: string): RefObject<HTMLButtonElement | null> {
  const { lost } = useContext(CorrectableContext);
  const button = useRef<HTMLButtonElement>(null);
  useLayoutEffect(() => {
    const { current } = button;
    return () => {
      if (current === document.activeElement) lost(at);
    };
  }, [at, lost]);
  return button;
}
