import type { HTMLInputTypeAttribute, ReactNode } from 'react';
import { Field } from './field.tsx';
import { useTyped } from './use-typed.ts';

type Props = {
  label: ReactNode;
  value: string | undefined;
  onCommit: (text: string) => void;
  type?: HTMLInputTypeAttribute;
};

/** A text that is committed once typing pauses. */
export function TypedField({ label, value = '', onCommit, type = 'text' }: Props) {
  const { text, type: typeIn, leave } = useTyped({ committed: value, commit: onCommit });
  return (
    <Field label={label}>
      {(given) => (
        <input
          {...given}
          type={type}
          autoComplete="off"
          value={text}
          onChange={(event) => typeIn(event.target.value)}
          onBlur={leave}
          onKeyDown={(event) => event.key === 'Enter' && leave()}
        />
      )}
    </Field>
  );
}
