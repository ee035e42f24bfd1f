import { Trans, useLingui } from '@lingui/react/macro';
import type { ComponentProps, ReactNode } from 'react';
import { buildingTypes } from '../api/types.ts';
import { Field } from '../parts/field.tsx';
import { useBuildingTypes } from '../words/use-building-types.ts';
import { useCountries } from '../words/use-countries.ts';
import { FaultWords } from './fault-words.tsx';
import { type FieldName, fieldRules } from './fields.ts';
import styles from './listing-form.module.css';
import { isNumber } from './typed.ts';
import { useFieldWords } from './use-field-words.ts';
import { fieldId, type ListingForm } from './use-listing-form.ts';

type Props = { form: ListingForm; name: FieldName; hint?: ReactNode } & Pick<
  ComponentProps<'input'>,
  'autoComplete' | 'type' | 'className'
>;

/** A member of the listing, as its rule has it: text, a number, or one of several. */
export function FormField({ form, name, hint, className, ...rest }: Props) {
  const words = useFieldWords();
  const fault = form.faults[name];
  const error = fault && <FaultWords fault={fault} />;
  const isOptional = !fieldRules[name].required;
  const label = words[name];
  return (
    <Field
      id={fieldId(name)}
      label={isOptional ? <Trans>{label} (optional)</Trans> : label}
      hint={error === undefined ? hint : undefined}
      error={error}
      className={`${styles.field} ${className ?? ''}`}
    >
      {(given) => <Control {...rest} {...given} {...bound(form, name)} name={name} />}
    </Field>
  );
}

function bound(form: ListingForm, name: FieldName) {
  return {
    value: form.typed[name],
    onChange: ({ target }: { target: { value: string } }) => form.type(name, target.value),
    onBlur: () => form.leave(name),
    required: fieldRules[name].required,
  };
}

type ControlProps = ReturnType<typeof bound> & {
  name: FieldName;
  id: string;
  'aria-describedby': string | undefined;
  'aria-invalid': boolean | undefined;
};

function Control({ name, ...props }: ControlProps) {
  if (name === '/building_type') return <BuildingTypeSelect {...props} />;
  if (name === '/postal_address/country') return <CountrySelect {...props} />;
  if (name === '/description') return <textarea {...props} rows={6} autoComplete="off" />;
  const { type: kind } = fieldRules[name];
  const inputMode = kind === 'integer' ? 'numeric' : kind === 'number' ? 'decimal' : undefined;
  return <input autoComplete="off" {...props} inputMode={inputMode} data-number={isNumber(name) || undefined} />;
}

function BuildingTypeSelect(props: Omit<ControlProps, 'name'>) {
  const types = useBuildingTypes();
  return <Select {...props} options={buildingTypes.map((code) => ({ code, name: types[code] }))} />;
}

function CountrySelect(props: Omit<ControlProps, 'name'>) {
  return <Select {...props} options={useCountries()} />;
}

type SelectProps = Omit<ControlProps, 'name'> & { options: readonly { code: string; name: string }[] };

/** Also with what stands there and is none of the options: a listing of before may have it. */
function Select({ options, ...props }: SelectProps) {
  const { t } = useLingui();
  const isKnown = props.value === '' || options.some(({ code }) => code === props.value);
  return (
    <select {...props}>
      {props.value === '' && <option value="">{t`Choose one`}</option>}
      {!isKnown && <option value={props.value}>{props.value}</option>}
      {options.map(({ code, name }) => (
        <option key={code} value={code}>
          {name}
        </option>
      ))}
    </select>
  );
}
