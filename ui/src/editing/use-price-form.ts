import { useState } from 'react';
import { priceRules } from '../api/listing-rules.ts';
import { useNumbers } from '../words/use-numbers.ts';
import { type Fault, faultOf } from './faults.ts';
import { useDoubt } from './use-doubt.ts';

type Props = {
  /** The prices that it stands between, see `useDoubt`. */
  beside: readonly number[];
  /** Whether that is stated already, so that nothing would be made of it. */
  isStated?: (eur: number) => boolean;
};

/** What is said about a price of the past: how much it was, and why that is said. */
export function usePriceForm({ beside, isStated = () => false }: Props) {
  const { locale, read, editable } = useNumbers();
  const [price, setPrice] = useState('');
  const [reason, setReason] = useState('');
  const [isAsked, setAsked] = useState(false);
  const priceEur = read(price);
  const stated: Fault | undefined = priceEur !== undefined && isStated(priceEur) ? { kind: 'stated' } : undefined;
  const faults = {
    price: faultOf('/price_eur', priceRules['/price_eur'], { text: price, locale }) ?? stated,
    reason: faultOf('/reason', priceRules['/reason'], { text: reason, locale }),
  };
  return {
    ...{ price, setPrice, reason, setReason },
    ...useDoubt(priceEur, beside),
    /** To be called when it is to be sent: from then on what is missing is said, too. */
    ask: () => setAsked(true),
    shown: { price: shown(faults.price, isAsked), reason: shown(faults.reason, isAsked) },
    /** The names of the controls with something wrong in them, in their order. */
    wrong: (['price', 'reason'] as const).filter((name) => faults[name]),
    priceEur,
    /** Who goes on sees how the price is understood. */
    leavePrice: () => priceEur !== undefined && !faults.price && setPrice(editable(priceEur, 2)),
    given: reason.trim() === '' ? undefined : reason.trim(),
  };
}

export type PriceForm = ReturnType<typeof usePriceForm>;

/** What is missing is not told before it is to be sent. */
function shown(fault: Fault | undefined, isAsked: boolean): Fault | undefined {
  return isAsked || fault?.kind !== 'missing' ? fault : undefined;
}
