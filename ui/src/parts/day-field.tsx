import { type ChangeEvent, type ReactNode, useEffect, useRef, useState } from 'react';
import { firstDay } from './day.ts';
import { Field } from './field.tsx';
import { useToday } from './use-today.ts';

type Props = {
  label: ReactNode;
  /** Such as `2026-08-02`, where the reader is; undefined: none is chosen. */
  day: string | undefined;
  onChange: (day: string | undefined) => void;
};

/**
 * A day, also one to come, of which who is told has to say that there is nothing yet. It is told once it is whole: a year of one
 * digit is one that is still being typed.
 */
export function DayField({ label, day = '', onChange }: Props) {
  const today = useToday();
  const { text, type, leave } = useDay(day, onChange);
  return (
    <Field label={label}>
      {(given) => (
        <input {...given} type="date" min={firstDay} max={today} value={text} onChange={type} onBlur={leave} />
      )}
    </Field>
  );
}

function useDay(day: string, onChange: Props['onChange']) {
  const [text, setText] = useState(day);
  const told = useRef(day);
  useEffect(() => {
    if (day === told.current) return;
    told.current = day;
    setText(day);
  }, [day]);
  return {
    text,
    type: ({ target: { value, validity } }: ChangeEvent<HTMLInputElement>) => {
      setText(value);
      if (validity.rangeUnderflow || validity.badInput || value === told.current) return;
      told.current = value;
      onChange(value || undefined);
    },
    /** What was never whole gives way to what counts. */
    leave: () => setText(told.current),
  };
}
