import type { ReactNode } from 'react';
import { Field } from '../parts/field.tsx';

type Option<Value extends string> = { value: Value; text: string };

type Props<Value extends string> = {
  label: ReactNode;
  value: Value;
  options?: readonly Option<Value>[];
  groups?: readonly { name: string; options: readonly Option<Value>[] }[];
  onChoose: (value: Value) => void;
};

/** One of a few, in groups where there are many. */
export function Choice<Value extends string>({ label, value, options = [], groups = [], onChoose }: Props<Value>) {
  const all = [...options, ...groups.flatMap((group) => group.options)];
  const choose = (text: string) => {
    const chosen = all.find((option) => option.value === text);
    if (chosen) onChoose(chosen.value);
  };
  return (
    <Field label={label}>
      {(given) => (
        <select {...given} value={value} onChange={(event) => choose(event.target.value)}>
          <Options options={options} />
          {groups.map((group) => (
            <optgroup key={group.name} label={group.name}>
              <Options options={group.options} />
            </optgroup>
          ))}
        </select>
      )}
    </Field>
  );
}

function Options({ options }: { options: readonly Option<string>[] }) {
  return options.map(({ value, text }) => (
    <option key={value} value={value}>
      {text}
    </option>
  ));
}
