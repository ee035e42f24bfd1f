import { useState } from 'react';
import { useNumbers } from '../words/use-numbers.ts';
import { faultOf } from './faults.ts';
import { fieldRules } from './fields.ts';
import { useDoubt } from './use-doubt.ts';

const pointer = '/latest_price_eur';

/** A price as it is typed to be changed to. @param now what it is */
export function useNewPrice(now: number) {
  const { read, locale } = useNumbers();
  const [text, setText] = useState('');
  const [isAsked, setAsked] = useState(false);
  const fault = faultOf(pointer, fieldRules[pointer], { text, locale });
  const price = fault ? undefined : read(text);
  const { doubt, askBack } = useDoubt(price, [now]);
  return {
    text,
    price,
    /** What is missing is not told before it is to be sent. */
    told: isAsked || fault?.kind !== 'missing' ? fault : undefined,
    doubt,
    type: (next: string) => {
      setText(next);
      setAsked(false);
    },
    /** @param sent what was typed of what was made; undefined: that stays */
    settle: (sent: string | undefined) => {
      setText((typed) => (typed === sent ? '' : typed));
      setAsked(false);
    },
    /** @returns what is to be sent, where there is such a price; or that it is asked back about first */
    ask: (): number | 'doubted' | undefined => {
      setAsked(true);
      if (price === undefined || price === now) return undefined;
      return askBack() ? 'doubted' : price;
    },
  };
}
