import { useLingui } from '@lingui/react/macro';
import { useTell } from '../parts/notice.tsx';
import { readReason, reasonBy } from '../words/own-reason.ts';
import { useNumbers } from '../words/use-numbers.ts';
import { type PriceStatement, useSendStatement } from './use-send-statement.ts';
import { useStatementReason } from './use-statement-reason.ts';
import { useUndo } from './use-undo.ts';

export type ToldStatement = PriceStatement & {
  /** Its instant in words. */
  day: string;
  /** What was stated for that before; null: nothing. */
  before: number | null;
  /** Why that was, where somebody said why. */
  reasonBefore: string | undefined;
};

/** Tells what became of a statement: that it is made, with a way to undo it, or why not, with a way to try again. */
export function useTellStated() {
  const { t } = useLingui();
  const numbers = useNumbers();
  const tell = useTell();
  const undo = useUndo();
  const { state } = useSendStatement();
  const reasonOf = useStatementReason();
  const putBack = ({ id, at, before, reasonBefore }: ToldStatement, etag: string) =>
    undo({
      work: () => state({ id, etag, at, price_eur: before, reason: reasonBy('undo', reasonBefore) }),
      undone: t`Undone: the history says again what it said before.`,
    });
  const wordsOf = ({ day, price_eur, before, reason }: ToldStatement) => {
    const price = numbers.euros(price_eur ?? 0);
    if (price_eur === null) return t`The price since ${day} is voided.`;
    if (readReason(reason).by === 'restore') return t`The price since ${day} is restored: ${price}.`;
    return before === null
      ? t`The price since ${day} is added: ${price}.`
      : t`The price since ${day} is corrected to ${price}.`;
  };
  return {
    /** @param etag of the listing by it */
    made: (statement: ToldStatement, etag: string) =>
      tell({ text: wordsOf(statement), undo: () => void putBack(statement, etag) }),
    failed: (error: unknown, { day }: ToldStatement, retry: (() => void) | undefined) => {
      const reason = reasonOf(error);
      tell({ text: t`Your change to the price since ${day} failed. ${reason}`, retry });
    },
  };
}
