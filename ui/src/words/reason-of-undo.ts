/** Stands in the history of a price that was taken back, for whoever reads it in whichever language. */
export const reasonOfUndo = 'Undone';

/** @returns why something was stated, where somebody said why: that it was undone is told of what was taken back by it */
export function givenReason(reason: string | undefined): string | undefined {
  return reason === reasonOfUndo ? undefined : reason;
}
