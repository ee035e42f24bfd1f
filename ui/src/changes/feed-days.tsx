import { Plural, useLingui } from '@lingui/react/macro';
import { useMemo } from 'react';
import { daysBetween } from '../../../src/drawing/days.ts';
import { useNumbers } from '../words/use-numbers.ts';
import styles from './feed-days.module.css';
import { FeedEntry } from './feed-entry.tsx';
import { daysOf, type FeedDay, type FeedState } from './feed-state.ts';
import { type FeedView, feedAddress } from './feed-view.ts';
import { useListingNames } from './use-listing-names.ts';
import { useNow } from './use-now.ts';

const tickMs = 5_000;

type Props = { state: FeedState; view: FeedView };

/** The changes by day, the latest first; the heading of a day stays while its changes pass. */
export function FeedDays({ state: { entries, older, gone }, view }: Props) {
  const days = useMemo(() => daysOf(entries), [entries]);
  const names = useListingNames(entries, gone);
  const now = useNow(tickMs);
  return days.map((day, at) => (
    <section key={day.day} aria-labelledby={`day-${day.day}`}>
      <DayHeading day={day} isWhole={older === undefined || at < days.length - 1} now={now} />
      <DayEntries day={day} names={names} now={now} view={view} />
    </section>
  ));
}

type EntriesProps = { day: FeedDay; names: ReadonlyMap<number, string>; now: number; view: FeedView };

function DayEntries({ day, names, now, view }: EntriesProps) {
  const numbers = useNumbers();
  return (
    <ol>
      {day.changes.map((change) => (
        <FeedEntry
          key={change.cursor}
          change={change}
          name={names.get(change.listing_id)}
          ago={numbers.ago(change.recorded_at, Math.max(now, Date.parse(change.recorded_at)))}
          aloneAt={
            view.listing === undefined ? feedAddress({ ...view, listing: String(change.listing_id) }) : undefined
          }
        />
      ))}
    </ol>
  );
}

/** Of the earliest day that was read there may be more. */
function DayHeading({ day: { day, changes }, isWhole, now }: { day: FeedDay; isWhole: boolean; now: number }) {
  const name = useDayName(day, now);
  const numbers = useNumbers();
  const count = numbers.count(changes.length);
  return (
    <h2 id={`day-${day}`} className={styles.day}>
      {name}{' '}
      <span className={styles.count}>
        {isWhole ? (
          <Plural value={changes.length} one={`${count} change`} other={`${count} changes`} />
        ) : (
          <Plural value={changes.length} one="the latest change" other={`the latest ${count} changes`} />
        )}
      </span>
    </h2>
  );
}

function useDayName(day: string, now: number): string {
  const { t } = useLingui();
  const numbers = useNumbers();
  const start = new Date(`${day}T00:00`);
  const name = numbers.weekday(start);
  const ago = daysBetween(start.getTime(), now);
  if (ago === 0) return t`Today, ${name}`;
  return ago === 1 ? t`Yesterday, ${name}` : name;
}
