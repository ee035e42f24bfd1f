import { Trans } from '@lingui/react/macro';
import { type ReactNode, useId } from 'react';
import styles from './conflict.module.css';
import type { FieldName } from './fields.ts';
import type { Collision } from './merge.ts';
import { useFieldText } from './use-field-text.ts';
import { useFieldWords } from './use-field-words.ts';

export type Side = 'theirs' | 'mine';

type Props = {
  collision: Collision<FieldName, string>;
  chosen: Side | undefined;
  isMissing: boolean;
  onChoose: (side: Side) => void;
};

/** A member that both changed: what it was, what they made of it, what you did. */
export function ConflictChoice({ collision: { name, base, theirs, mine }, chosen, isMissing, onChoose }: Props) {
  const words = useFieldWords();
  const textOf = useFieldText();
  const error = useId();
  const sides: [Side, ReactNode, string][] = [
    ['theirs', <Trans key="theirs">Theirs</Trans>, theirs],
    ['mine', <Trans key="mine">Yours</Trans>, mine],
  ];
  return (
    <fieldset className={styles.choice} aria-describedby={isMissing ? error : undefined}>
      <legend>{words[name]}</legend>
      <div className={styles.sides}>
        <p className={styles.side}>
          <span className={styles.whose}>
            <Trans>It was</Trans>
          </span>
          <span className={styles.text}>{textOf(name, base)}</span>
        </p>
        {sides.map(([side, whose, text]) => (
          <label key={side} className={styles.side}>
            <span className={styles.whose}>
              <input
                type="radio"
                name={`choice${name}`}
                checked={chosen === side}
                onChange={() => onChoose(side)}
                required
              />
              {whose}
            </span>
            <span className={styles.text}>{textOf(name, text)}</span>
          </label>
        ))}
      </div>
      {isMissing && (
        <p id={error} className={styles.missing} role="alert">
          <Trans>Choose one of the two.</Trans>
        </p>
      )}
    </fieldset>
  );
}
