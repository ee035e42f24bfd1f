import { Trans } from '@lingui/react/macro';
import type { ReactNode } from 'react';
import styles from './conflict.module.css';
import type { FieldName } from './fields.ts';
import type { Made } from './merge.ts';
import { useFieldText } from './use-field-text.ts';
import { useFieldWords } from './use-field-words.ts';

type Props = {
  changes: readonly Made<FieldName, string>[];
  /** Whether the reader made them, and nobody has them yet. */
  areMine?: boolean;
  caption?: ReactNode;
};

/** What somebody made of a listing meanwhile. */
export function MadeChanges({ changes, areMine = false, caption }: Props) {
  const words = useFieldWords();
  const textOf = useFieldText();
  return (
    <table className={styles.changes}>
      {caption && <caption>{caption}</caption>}
      <thead>
        <tr>
          <td />
          <th scope="col">
            <Trans>It was</Trans>
          </th>
          <th scope="col">{areMine ? <Trans>Yours</Trans> : <Trans>It is now</Trans>}</th>
        </tr>
      </thead>
      <tbody>
        {changes.map(({ name, base, made }) => (
          <tr key={name}>
            <th scope="row">{words[name]}</th>
            <td>{textOf(name, base)}</td>
            <td>{textOf(name, made)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
