import type { MarkKind } from '../../../src/drawing/step-chart-shape.ts';
import type { Correction } from '../api/types.ts';
import { readReason } from '../words/own-reason.ts';

/** What was stated about a price and no longer counts. */
export type Superseded = {
  at: string;
  eur: number;
  kind: MarkKind;
  reason: string | undefined;
  /** When that became known. */
  recordedAt: string;
  /** When it was stated again after it was voided. */
  restoredAt: string | undefined;
};

/**
 * What was stated in place of a void takes the place of no price.
 * @param corrections in the order in which they became known @param knownAt whose knowledge counts; left out: now
 */
export function supersededIn(corrections: readonly Correction[], knownAt?: string): Superseded[] {
  const known = corrections.filter(({ recorded_at }) => knownAt === undefined || recorded_at <= knownAt);
  const next = new Map<string, Correction>();
  const told = known.toReversed().flatMap((correction) => {
    const { effective_at: at, recorded_at: recordedAt, from: eur, to, reason } = correction;
    const after = next.get(at);
    next.set(at, correction);
    if (eur === null) return [];
    const restoredAt = to === null && after?.to === eur ? after.recorded_at : undefined;
    return [{ at, eur, kind: kindOf(correction), reason: reasonOf(reason), recordedAt, restoredAt }];
  });
  return told.reverse();
}

function kindOf({ to, reason }: Correction): MarkKind {
  if (readReason(reason).by === 'undo') return 'undone';
  return to === null ? 'voided' : 'corrected';
}

/** What was stated again by the page has the reason that it had before, which says nothing of what it took the place of. */
function reasonOf(reason: string | undefined): string | undefined {
  const { by, given } = readReason(reason);
  return by === undefined ? given : undefined;
}
