import { useState } from 'react';
import { isDecisive } from '../api/write.ts';
import { MadeBefore } from './send-once.ts';
import { useIsShown } from './use-is-shown.ts';
import { useSeen } from './use-seen.ts';
import { useStatement } from './use-statement.ts';
import type { ToldStatement } from './use-tell-stated.ts';

type Props = {
  id: string;
  /** Of the version that the prices shown are of. */
  etag: string;
  /** What is stated for the instant by now; null: nothing. */
  before: number | null;
  /** Why that is, where somebody said why. */
  reasonBefore?: string | undefined;
  onDone: () => void;
};

/** States or voids a price of the past, then tells so, with a way to undo it. */
export function useStatePrice({ id, etag, before, reasonBefore, onDone }: Props) {
  const [seen, renew] = useSeen({ etag, before, reasonBefore });
  /** What was made as it was sent first, when it had been changed since. */
  const [own, setOwn] = useState<ToldStatement>();
  const isShown = useIsShown();
  const { sent, mutate, ...mutation } = useStatement(id, () => isShown.current);
  const goOn = (made: ToldStatement, tag: string) => {
    setOwn(made);
    renew({ ...seen, etag: tag });
  };
  const send = (statement: Pick<ToldStatement, 'at' | 'day' | 'price_eur' | 'reason'>) => {
    const isOwn = own?.at === statement.at;
    const { before, reasonBefore } = isOwn ? { before: own.price_eur, reasonBefore: own.reason } : seen;
    const told = { ...statement, id, etag: seen.etag, before, reasonBefore };
    mutate(told, {
      onSuccess: ({ input, made }) => (input === told ? onDone() : goOn(input, made)),
      onError: (error) => isDecisive(error) && renew(),
    });
  };
  const isMadeBefore = mutation.data !== undefined && mutation.data.input !== mutation.variables;
  const mine = [...(sent?.inputs ?? []), ...(own ? [own] : [])];
  return {
    send,
    isPending: mutation.isPending,
    error: isMadeBefore ? new MadeBefore() : mutation.error,
    /** What of it may have been made, or was. */
    mine,
  };
}
