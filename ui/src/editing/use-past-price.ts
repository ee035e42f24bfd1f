import { type FormEvent, useState } from 'react';
import { clock } from '../api/client.ts';
import { exactnessIn } from '../parts/exactness.ts';
import { useExactDay } from '../words/use-exact-day.ts';
import { useNumbers } from '../words/use-numbers.ts';
import { focusControl, isPartlyTyped } from './focus-control.ts';
import { type PastFault, readPastInstant } from './past-instant.ts';
import { pricesBeside } from './prices-beside.ts';
import type { StatedPrice } from './stated-price.ts';
import { usePriceForm } from './use-price-form.ts';
import { useStatePrice } from './use-state-price.ts';

type Props = {
  id: string;
  etag: string;
  /** Those of the history, oldest first: they are corrected instead. */
  prices: readonly StatedPrice[];
  onDone: () => void;
};

/** A price of the past as it is typed, with the instant that it was asked from. */
export function usePastPrice({ id, etag, prices, onDone }: Props) {
  const numbers = useNumbers();
  const exactDay = useExactDay();
  const [since, setSince] = useState('');
  const [isAsked, setAsked] = useState(false);
  const [isPartial, setPartial] = useState(false);
  const state = useStatePrice({ id, etag, before: null, onDone });
  const mine = state.mine.map(({ at }) => Date.parse(at));
  const taken = prices.map(({ effective_at }) => Date.parse(effective_at));
  const theirs = taken.filter((at) => !mine.includes(at));
  const instant = readPastInstant(since, clock.now(), theirs);
  const form = usePriceForm({ beside: 'fault' in instant ? [] : pricesBeside(prices, Date.parse(instant.at)) });
  const send = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    setAsked(true);
    setPartial(isPartlyTyped(event.currentTarget, 'since'));
    form.ask();
    const [wrong] = 'fault' in instant ? ['since'] : form.wrong;
    if (wrong) focusControl(event.currentTarget, wrong);
    const { priceEur } = form;
    if (wrong || priceEur === undefined || 'fault' in instant || state.isPending || form.askBack()) return;
    const { at } = instant;
    const exactness = exactnessIn([...taken, Date.parse(at)])(Date.parse(at));
    const day = exactDay(numbers.day(at), at, exactness);
    state.send({ at, day, price_eur: priceEur, reason: form.given });
  };
  const told = 'fault' in instant && (isAsked || !isBeingTyped(instant.fault)) ? instant.fault : undefined;
  const fault: PastFault | 'partial' | undefined = told === 'missing' && isPartial ? 'partial' : told;
  return { form, since, setSince, fault, send, isSending: state.isPending, error: state.error };
}

/** What is not whole yet is told when it is to be sent. */
function isBeingTyped(fault: PastFault): boolean {
  return fault === 'missing' || fault === 'too-early';
}
