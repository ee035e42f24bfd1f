import { useLingui } from '@lingui/react/macro';
import { useMutation } from '@tanstack/react-query';
import { useTell } from '../parts/notice.tsx';
import { useNumbers } from '../words/use-numbers.ts';
import { reasonOfUndo } from '../words/use-reason.ts';
import { type PriceStatement, useSendStatement } from './use-send-statement.ts';
import { useSettle } from './use-settle.ts';
import { useUndo } from './use-undo.ts';

/** A price that was stated, and the instant (RFC 3339) that it holds from; the first one is a change from nothing. */
export type StatedPrice = { effective_at: string; price_eur: number; change_eur?: number };

/** A statement, and what was stated for its instant before; null: nothing. */
export type Correction = PriceStatement & { before: number | null };

/** States or voids a price of the past, then tells so, with a way to undo it. @param etag of the listing */
export function useStatePrice(id: string, etag: string) {
  const { t } = useLingui();
  const numbers = useNumbers();
  const tell = useTell();
  const undo = useUndo();
  const send = useSendStatement(id);
  const { written } = useSettle();
  const putBack = ({ at, before }: Correction, after: string) =>
    undo(
      () => send({ at, price_eur: before, reason: reasonOfUndo }, after),
      t`Undone: the history says again what it said before.`,
    );
  const wordsOf = ({ at, price_eur, before }: Correction) => {
    const [day, price] = [numbers.day(at), numbers.euros(price_eur ?? 0)];
    if (price_eur === null) return t`The price since ${day} is void.`;
    return before === null
      ? t`The price since ${day} is stated: ${price}.`
      : t`The price since ${day} is corrected to ${price}.`;
  };
  return useMutation({
    networkMode: 'always',
    mutationFn: (correction: Correction) => send(correction, etag),
    onError: () => written(id), // whoever changed it: it is read again
    onSuccess: (after, correction) => tell({ text: wordsOf(correction), undo: () => void putBack(correction, after) }),
  });
}
