import { useState } from 'react';
import { farFrom } from './is-far-off.ts';

/**
 * Asks back, once, about a price that may have a digit too many or too few. It has where it is far from all that it stands
 * beside. @param price as it is typed @param beside prices of the same listing, the one that it is told by first
 */
export function useDoubt(price: number | undefined, beside: readonly number[]) {
  const [doubted, setDoubted] = useState<number>();
  const from = price === undefined ? undefined : farFrom(beside, price);
  return {
    /** What is asked back about, and the price that it is far from. */
    doubt: price !== undefined && from !== undefined && price === doubted ? { price, from } : undefined,
    /** To be called when it is to be sent. @returns whether it is asked back about first: sent once more it is meant so */
    askBack: (): boolean => {
      if (from === undefined || price === doubted) return false;
      setDoubted(price);
      return true;
    },
  };
}

export type Doubt = NonNullable<ReturnType<typeof useDoubt>['doubt']>;
