import { Trans } from '@lingui/react/macro';
import { useSearchParams } from 'wouter';
import { useNumbers } from '../words/use-numbers.ts';
import styles from './address-note.module.css';
import { notUnderstood, shortened, type Understood } from './not-understood.ts';

type Props = {
  /** What the page makes of its address. */
  understood: Understood;
  /** What is shown of each name where its value is no choice. */
  instead: Readonly<Record<string, string | undefined>>;
};

/** Says which parts of the address are no choice, until one chooses something: then the address is the page's own. */
export function AddressNote({ understood, instead }: Props) {
  const [params] = useSearchParams();
  const numbers = useNumbers();
  const wrong = notUnderstood(params, understood);
  if (wrong.length === 0) return null;
  const parts = numbers.list(wrong.map(([name, value]) => shortened(`${name}=${value}`)));
  const shown = numbers.list([...new Set(wrong.flatMap(([name]) => instead[name] ?? []))]);
  return (
    <p role="status" className={styles.note}>
      <Trans>The address asks for what there is not: {parts}.</Trans>{' '}
      {shown !== '' && <Trans>Shown instead: {shown}.</Trans>}
    </p>
  );
}
