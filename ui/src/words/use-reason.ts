import { useLingui } from '@lingui/react/macro';

/** Stands in the history of a price that was taken back, for whoever reads it in whichever language. */
export const reasonOfUndo = 'Undone';

/** @returns a reason as the reader understands it: what the page itself gave as one is said in the reader's language */
export function useReason() {
  const { t } = useLingui();
  return (reason: string | undefined) => (reason === reasonOfUndo ? t`Undone` : reason);
}
