import { Trans, useLingui } from '@lingui/react/macro';
import { ApiProblem } from '../api/problem.ts';
import { EmptyNote, FailedNote } from '../parts/note.tsx';
import { useNumbers } from '../words/use-numbers.ts';
import { DayChoice } from './day-choice.tsx';
import { Facts } from './facts.tsx';
import { FaultyDayNote, useFaultyDay } from './faulty-day.tsx';
import { KnownOn } from './known-on.tsx';
import styles from './listing-page.module.css';
import { ofToday } from './listing-view.ts';
import type { ListingProps } from './price-section.tsx';
import { SectionHead } from './section-head.tsx';
import { UntilRead } from './until-read.tsx';
import { useShownState } from './use-shown-state.ts';

/** All that is known of the listing, now or as it was on a day. */
export function PastSection({ id, found, view, onChange }: ListingProps) {
  const { t } = useLingui();
  const numbers = useNumbers();
  const faulty = useFaultyDay(view.asOf, view.asOf && view.known);
  const { past, shown, isOld } = useShownState({ id, found, view: faulty ? ofToday(view) : view });
  const { day: asOf, known } = shown ?? { day: view.asOf, known: view.asOf && view.known };
  const day = asOf && numbers.day(`${asOf}T12:00`);
  const ofNow = asOf === undefined && <Trans>Choose a day to see all of it as it was then.</Trans>;
  return (
    <section className={styles.section} aria-label={t`The listing`}>
      <SectionHead
        title={day ? <Trans>As it was on {day}</Trans> : <Trans>The listing</Trans>}
        note={known ? <KnownOn day={known} /> : ofNow}
      >
        <DayChoice label={<Trans>As of</Trans>} day={view.asOf} onChange={(asOf) => onChange({ asOf })} />
      </SectionHead>
      {faulty && <FaultyDayNote {...faulty} />}
      {past.error && (
        <NotRead
          error={past.error}
          day={day ?? ''}
          since={shown ? past.dataUpdatedAt : 0}
          retry={() => void past.refetch()}
        />
      )}
      {!faulty && (
        <UntilRead isOld={isOld} day={view.asOf}>
          {shown && <Facts listing={shown.listing} now={shown.day === undefined ? undefined : found?.listing} />}
        </UntilRead>
      )}
    </section>
  );
}

type NotReadProps = { error: Error; day: string; since: number; retry: () => void };

function NotRead({ error, day, since, retry }: NotReadProps) {
  if (!(error instanceof ApiProblem) || error.status !== 404) return <FailedNote {...{ error, since, retry }} />;
  return (
    <EmptyNote title={<Trans>It was not listed yet on {day}</Trans>}>
      <Trans>Choose a later day.</Trans>
    </EmptyNote>
  );
}
