import { Trans } from '@lingui/react/macro';
import type { ReactNode } from 'react';
import styles from './conflict.module.css';
import type { FieldName } from './fields.ts';
import type { Merged } from './merge.ts';
import { useFieldText } from './use-field-text.ts';
import { useFieldWords } from './use-field-words.ts';

type Props = { changes: Merged<FieldName, string>['theirs']; caption?: ReactNode };

/** What somebody else made of a listing meanwhile. */
export function TheirChanges({ changes, caption }: Props) {
  const words = useFieldWords();
  const textOf = useFieldText();
  return (
    <table className={styles.theirs}>
      {caption && <caption>{caption}</caption>}
      <thead>
        <tr>
          <td />
          <th scope="col">
            <Trans>It was</Trans>
          </th>
          <th scope="col">
            <Trans>It is now</Trans>
          </th>
        </tr>
      </thead>
      <tbody>
        {changes.map(({ name, base, theirs }) => (
          <tr key={name}>
            <th scope="row">{words[name]}</th>
            <td>{textOf(name, base)}</td>
            <td>{textOf(name, theirs)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
