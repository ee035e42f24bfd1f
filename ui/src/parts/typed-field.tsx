import type { HTMLInputTypeAttribute, ReactNode } from 'react';
import { Field } from './field.tsx';
import { useTyped } from './use-typed.ts';

type Props = {
  label: ReactNode;
  value: string | undefined;
  onCommit: (text: string) => void;
  type?: HTMLInputTypeAttribute;
  isNumber?: boolean;
};

/** A text that is committed once typing pauses. */
export function TypedField({ label, value = '', onCommit, type = 'text', isNumber = false }: Props) {
  const { text, type: typeIn, commitNow } = useTyped(value, onCommit);
  return (
    <Field label={label}>
      {(given) => (
        <input
          {...given}
          type={type}
          inputMode={isNumber ? 'decimal' : undefined}
          autoComplete="off"
          value={text}
          onChange={(event) => typeIn(isNumber ? digitsOf(event.target.value) : event.target.value)}
          onBlur={commitNow}
          onKeyDown={(event) => event.key === 'Enter' && commitNow()}
        />
      )}
    </Field>
  );
}

/** Spaces and signs of groups are left out: people write 350 000. */
function digitsOf(text: string): string {
  return text.replace(/[^\d.]/g, '');
}
