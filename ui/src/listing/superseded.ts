import type { Correction } from '../api/types.ts';

/** What was stated about a price and no longer counts. */
export type Superseded = {
  at: string;
  eur: number;
  /** What took its place; nothing where it was voided. */
  to: number | null;
  reason: string | undefined;
  recordedAt: string;
};

/** What was stated in place of a void takes the place of no price. */
export function supersededIn(corrections: readonly Correction[]): Superseded[] {
  return corrections.flatMap(({ effective_at: at, recorded_at: recordedAt, from: eur, to, reason }) =>
    eur === null ? [] : [{ at, eur, to, reason, recordedAt }],
  );
}
