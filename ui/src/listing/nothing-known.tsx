import { Trans } from '@lingui/react/macro';
import { EmptyNote } from '../parts/note.tsx';
import { useNumbers } from '../words/use-numbers.ts';
import { useFirstKnown } from './use-first-known.ts';

/** Where nothing was known yet of the prices of a listing: from when on there was. */
export function NothingKnown({ id }: { id: string }) {
  const numbers = useNumbers();
  const first = useFirstKnown(id);
  const day = first && numbers.day(first);
  return (
    <EmptyNote title={<Trans>Nothing was known of its price then</Trans>}>
      {day ? <Trans>The first day on which something was is {day}.</Trans> : <Trans>Choose a later day.</Trans>}
    </EmptyNote>
  );
}
