import { Trans } from '@lingui/react/macro';
import { memo } from 'react';
import { Link } from 'wouter';
import type { Change } from '../api/types.ts';
import { readReason } from '../words/own-reason.ts';
import { useNumbers } from '../words/use-numbers.ts';
import styles from './feed-entry.module.css';
import { StatementWords } from './statement-words.tsx';
import { statementsOf } from './statements.ts';

type Props = {
  change: Change;
  /** None: the listing was deleted, or it is not known yet. */
  name: string | undefined;
  /** How long ago it was, in words. */
  ago: string;
  /** The address of the changes of this listing alone; none: that is where we are. */
  aloneAt: string | undefined;
};

/** One change in words: when, of what, what happened, by whom. */
export const FeedEntry = memo(function FeedEntry({ change, name, ago, aloneAt }: Props) {
  const numbers = useNumbers();
  const { recorded_at: at, actor } = change;
  const { given: reason } = readReason(change.reason);
  return (
    <li className={styles.entry}>
      <time className={styles.time} dateTime={at} title={numbers.instant(at)}>
        {numbers.time(at)}
      </time>
      <div className={styles.home}>
        <Home change={change} name={name} />
      </div>
      <ul className={styles.statements}>
        {statementsOf(change).map((statement, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: what a change says never changes
          <li key={at}>
            <StatementWords statement={statement} />
          </li>
        ))}
      </ul>
      <p className={styles.meta}>
        <span>{ago}</span> <Trans>by {actor}</Trans>
        {reason !== undefined && (
          <span>
            <Trans>Reason: {reason}</Trans>
          </span>
        )}
        {aloneAt !== undefined && (
          <Link href={aloneAt} className={`target ${styles.alone}`}>
            <Trans>This listing alone</Trans>
          </Link>
        )}
      </p>
    </li>
  );
});

/** A listing that was deleted has no page. */
function Home({ change: { listing_id: id, kind }, name }: Pick<Props, 'change' | 'name'>) {
  const words = name ?? <Trans>Listing {id}</Trans>;
  if (kind === 'deleted') return <span>{words}</span>;
  return (
    <Link href={`/${id}/prices`} className="target">
      {words}
    </Link>
  );
}
