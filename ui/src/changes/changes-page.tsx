import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { useDeferredValue, useRef } from 'react';
import { Link, useSearchParams } from 'wouter';
import { SectionFault } from '../frame/section-fault.tsx';
import { Button } from '../parts/button.tsx';
import { EmptyNote, FailedNote } from '../parts/note.tsx';
import { useLater } from '../parts/use-later.ts';
import { useTitle } from '../parts/use-title.ts';
import styles from './changes-page.module.css';
import { FeedAddressNote } from './feed-address-note.tsx';
import { FeedBar } from './feed-bar.tsx';
import { FeedDays } from './feed-days.tsx';
import { FeedForm } from './feed-form.tsx';
import { mostEntries } from './feed-state.ts';
import { type FeedView, feedAddress, feedViewOf } from './feed-view.ts';
import { NewsAloud } from './news-aloud.tsx';
import { useFeed } from './use-feed.ts';
import { usePlaceInFeed } from './use-place-in-feed.ts';

/** What changes now, the latest first; the address holds which changes. */
export function ChangesPage() {
  const { t } = useLingui();
  useTitle(t`Changes`);
  const [params] = useSearchParams();
  const address = useDeferredValue(params.toString());
  return (
    <>
      <h1 className={styles.title}>
        <Trans>What changes now</Trans>
      </h1>
      <FeedAddressNote view={feedViewOf(params)} />
      <FeedForm view={feedViewOf(params)} />
      <Feed view={feedViewOf(new URLSearchParams(address))} />
    </>
  );
}

function Feed({ view }: { view: FeedView }) {
  const feed = useFeed(view);
  const { state, dispatch, link, start } = feed;
  const changes = useRef<HTMLDivElement>(null);
  const place = usePlaceInFeed((isAway) => dispatch({ kind: 'moved', isAway }));
  const isSlow = useLater(start.isPending);
  const readAt = state.entries.length > 0 ? start.dataUpdatedAt : 0;
  const show = () => {
    dispatch({ kind: 'shown' });
    window.scrollTo(0, 0);
    changes.current?.focus({ preventScroll: true });
  };
  return (
    <section aria-busy={start.isFetching} className={styles.feed}>
      <div {...place.top} className={styles.top} />
      <FeedBar state={state} link={link} onPause={(isPaused) => dispatch({ kind: 'paused', isPaused })} onShow={show} />
      <NewsAloud came={state.came} />
      {start.error && <FailedNote error={start.error} since={readAt} retry={() => void start.refetch()} />}
      <div {...place.changes} ref={changes} tabIndex={-1} className={start.isPlaceholderData ? styles.old : ''}>
        <SectionFault>
          <FeedDays state={state} view={view} />
        </SectionFault>
      </div>
      {start.isSuccess && !start.isPlaceholderData && (
        // What stands in it gives the focus to what takes its place.
        <div tabIndex={-1}>
          <End view={view} feed={feed} />
        </div>
      )}
      {isSlow && <div className={styles.skeleton} aria-hidden="true" />}
    </section>
  );
}

/** What is below the last change: the way further back, or why there is none. */
function End({ view, feed: { state, back } }: { view: FeedView; feed: ReturnType<typeof useFeed> }) {
  const { entries, older } = state;
  if (entries.length >= mostEntries) {
    return (
      <p className={styles.end}>
        <Trans>More are not kept here. The API has all of them.</Trans>
      </p>
    );
  }
  if (older === undefined) return entries.length > 0 ? <Beginning /> : <NothingYet view={view} />;
  return <Earlier older={older} back={back} />;
}

/** What is wanted may be far back: how far it was looked is said, and one can stop it. */
function Earlier({ older, back }: { older: string; back: ReturnType<typeof useFeed>['back'] }) {
  const { isPending, pages, error, mutate, stop } = back;
  const isLong = isPending && pages > 0;
  return (
    <div className={styles.end}>
      {error && <FailedNote error={error} retry={() => mutate(older)} />}
      <p role="status">{isLong && <PagesSoFar count={pages} />}</p>
      <Button onClick={() => (isPending ? stop() : mutate(older))} aria-disabled={isPending && !isLong}>
        {isLong ? <Trans>Stop</Trans> : <EarlierWords isPending={isPending} />}
      </Button>
    </div>
  );
}

function EarlierWords({ isPending }: { isPending: boolean }) {
  return isPending ? <Trans>Loading earlier changes …</Trans> : <Trans>Earlier changes</Trans>;
}

function PagesSoFar({ count }: { count: number }) {
  return <Plural value={count} one="Looked through # page so far …" other="Looked through # pages so far …" />;
}

function Beginning() {
  return (
    <p className={styles.end}>
      <Trans>This is where the kept changes begin.</Trans>
    </p>
  );
}

function NothingYet({ view }: { view: FeedView }) {
  const isNarrow = feedAddress(view) !== feedAddress({ show: 'all' });
  return (
    <EmptyNote title={isNarrow ? <Trans>There was no such change yet</Trans> : <Trans>Nothing has changed yet</Trans>}>
      {isNarrow ? (
        <Trans>
          One that comes is shown here at once. <Link href="/changes">Look at all changes</Link>
        </Trans>
      ) : (
        <Trans>What changes is shown here at once.</Trans>
      )}
    </EmptyNote>
  );
}
