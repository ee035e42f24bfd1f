import { useLingui } from '@lingui/react/macro';
import { reasonOfUndo } from './reason-of-undo.ts';

/** @returns a reason as the reader understands it: what the page itself gave as one is said in the reader's language */
export function useReason() {
  const { t } = useLingui();
  return (reason: string | undefined) => (reason === reasonOfUndo ? t`Undone` : reason);
}
