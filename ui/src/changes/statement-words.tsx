import { Plural, Trans } from '@lingui/react/macro';
import { Change } from '../parts/change.tsx';
import type { OwnWay } from '../words/own-reason.ts';
import { useMembers } from '../words/use-members.ts';
import { useNumbers } from '../words/use-numbers.ts';
import styles from './feed-entry.module.css';
import type { Statement } from './statements.ts';

/** One thing that a change says, in words. */
export function StatementWords({ statement }: { statement: Statement }) {
  switch (statement.what) {
    case 'created':
      return <Created eur={statement.eur} />;
    case 'deleted':
      return <Trans>Deleted, with its history and personal data</Trans>;
    case 'priced':
      return <Priced {...statement} />;
    case 'corrected':
      return <Corrected {...statement} />;
    case 'added':
      return <Added {...statement} />;
    case 'undone':
      return <Undone {...statement} />;
    case 'again':
      return <Again {...statement} />;
    case 'voided':
      return <Voided {...statement} />;
    case 'past':
      return <Past count={statement.count} />;
    case 'more':
      return <More count={statement.count} />;
    case 'edited':
      return <Edited members={statement.members} />;
  }
}

function Created({ eur }: { eur: number | undefined }) {
  const numbers = useNumbers();
  if (eur === undefined) return <Trans>New listing</Trans>;
  const price = numbers.euros(eur);
  return <Trans>New listing at {price}</Trans>;
}

function Priced({ from, to, since }: { from: number; to: number; since: string | undefined }) {
  const numbers = useNumbers();
  const [before, now] = [numbers.euros(from), numbers.euros(to)];
  const day = since === undefined ? undefined : numbers.shortDay(since);
  return (
    <>
      {to < from ? (
        <Trans>
          Price cut from {before} to <strong>{now}</strong>
        </Trans>
      ) : (
        <Trans>
          Price raised from {before} to <strong>{now}</strong>
        </Trans>
      )}{' '}
      {from !== 0 && <Change from={from} to={to} />}{' '}
      {day !== undefined && (
        <span className={styles.aside}>
          <Trans>since {day}</Trans>
        </span>
      )}
    </>
  );
}

function Corrected({ at, was, is }: { at: string; was: number; is: number }) {
  const numbers = useNumbers();
  const [day, right, wrong] = [numbers.shortDay(at), numbers.euros(is), numbers.euros(was)];
  return (
    <Trans>
      Corrected: the price since {day} was <strong>{right}</strong>, not {wrong}
    </Trans>
  );
}

function Added({ at, eur }: { at: string; eur: number }) {
  const numbers = useNumbers();
  const [day, price] = [numbers.shortDay(at), numbers.euros(eur)];
  return (
    <Trans>
      Added: <strong>{price}</strong> since {day}
    </Trans>
  );
}

function Voided({ at, eur }: { at: string; eur: number | undefined }) {
  const numbers = useNumbers();
  const day = numbers.shortDay(at);
  if (eur === undefined) return <Trans>Voided: the price since {day}</Trans>;
  const price = numbers.euros(eur);
  return (
    <Trans>
      Voided: <s>{price}</s> since {day}
    </Trans>
  );
}

function Undone({ at, eur }: { at: string; eur: number }) {
  const numbers = useNumbers();
  const [day, price] = [numbers.shortDay(at), numbers.euros(eur)];
  return (
    <Trans>
      Undone: <s>{price}</s> since {day}
    </Trans>
  );
}

function Again({ at, eur, by }: { at: string; eur: number; by: OwnWay }) {
  const numbers = useNumbers();
  const [day, price] = [numbers.shortDay(at), numbers.euros(eur)];
  return by === 'undo' ? (
    <Trans>
      Undone: <strong>{price}</strong> since {day} again
    </Trans>
  ) : (
    <Trans>
      Restored: <strong>{price}</strong> since {day}
    </Trans>
  );
}

function Edited({ members }: { members: readonly string[] }) {
  const numbers = useNumbers();
  const words = useMembers();
  const list = numbers.list(members.map((member) => words[member] ?? member));
  return <Trans>Changed: {list}</Trans>;
}

function Past({ count }: { count: number }) {
  return <Plural value={count} one="# price of the past was added" other="# prices of the past were added" />;
}

function More({ count }: { count: number }) {
  return <Plural value={count} one="# more price was corrected" other="# more prices were corrected" />;
}
