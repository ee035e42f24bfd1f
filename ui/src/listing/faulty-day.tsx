import { Trans } from '@lingui/react/macro';
import { EmptyNote } from '../parts/note.tsx';
import { useToday } from '../parts/use-today.ts';
import { useNumbers } from '../words/use-numbers.ts';
import { type DayFault, dayFault } from './listing-view.ts';

/** What an address names as a day, and why nothing can be shown of it. */
type FaultyDay = { text: string; fault: DayFault };

/** The first of some days of which nothing can be shown. */
export function useFaultyDay(...days: readonly (string | undefined)[]): FaultyDay | undefined {
  const today = useToday();
  const faulty = days.map((text) => ({ text, fault: text === undefined ? undefined : dayFault(text, today) }));
  return faulty.find((each): each is FaultyDay => each.fault !== undefined);
}

/** Takes the place of what would be of another day. */
export function FaultyDayNote({ text, fault }: FaultyDay) {
  const numbers = useNumbers();
  const day = fault === 'future' ? numbers.day(`${text}T12:00`) : '';
  return (
    <div role="alert">
      <EmptyNote title={fault === 'future' ? <Trans>{day} has not come yet</Trans> : <Trans>“{text}” is no day</Trans>}>
        <Trans>Choose another day, or go back to today.</Trans>
      </EmptyNote>
    </div>
  );
}
