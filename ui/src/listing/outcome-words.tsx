import { Trans } from '@lingui/react/macro';
import { useNumbers } from '../words/use-numbers.ts';
import type { Superseded } from './superseded.ts';

/** What became of a price that no longer counts, and when. */
export function OutcomeWords({ superseded: { kind, recordedAt, restoredAt } }: { superseded: Superseded }) {
  const numbers = useNumbers();
  const on = numbers.day(recordedAt);
  if (kind === 'corrected') return <Trans>corrected on {on}</Trans>;
  if (kind === 'undone') return <Trans>undone on {on}</Trans>;
  if (restoredAt === undefined) return <Trans>voided on {on}</Trans>;
  const later = numbers.day(restoredAt);
  if (later === on) return <Trans>voided and restored on {on}</Trans>;
  return (
    <Trans>
      voided on {on}, restored on {later}
    </Trans>
  );
}
