import { type FormEvent, useState } from 'react';
import { focusControl } from './focus-control.ts';
import { usePriceForm } from './use-price-form.ts';
import { useStatePrice } from './use-state-price.ts';

type Props = {
  id: string;
  etag: string;
  at: string;
  /** That instant in words. */
  day: string;
  /** As the reader has found it. */
  found: number;
  /** What is stated for the instant by now; null: nothing any more. */
  now: number | null;
  /** What it stands between, see `pricesBeside`. */
  beside: readonly number[];
  /** Why that is, where somebody said why. */
  reason: string | undefined;
  onDone: () => void;
};

/** What is right instead of a price: another one, or none. */
export function useCorrection({ id, etag, at, day, found, now, beside, reason, onDone }: Props) {
  const [isVoid, setVoid] = useState(false);
  const state = useStatePrice({ id, etag, before: now, reasonBefore: reason, onDone });
  const isMine = state.mine.some(({ price_eur }) => price_eur === now);
  const form = usePriceForm({
    beside: beside.length > 0 ? beside : [found],
    isStated: (eur) => eur === now && !isMine && !state.isPending,
  });
  const send = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    form.ask();
    const price_eur = isVoid ? null : form.priceEur;
    const wrong = form.wrong.find((name) => name === 'reason' || !isVoid);
    if (wrong) focusControl(event.currentTarget, wrong);
    if (wrong || price_eur === undefined || state.isPending || (!isVoid && form.askBack())) return;
    state.send({ at, day, price_eur, reason: form.given });
  };
  return {
    ...{ form, isVoid, setVoid, send, isSending: state.isPending, error: state.error },
    /** Whether somebody else was first. */
    isTheirs: now !== found && !isMine && !state.isPending,
  };
}
