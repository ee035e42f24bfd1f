import type { ReactNode } from 'react';
import { Field } from '../parts/field.tsx';
import { LimitFaultWords } from './limit-fault.tsx';
import { type LimitName, rangeFault } from './limits.ts';
import type { ListingSearch } from './listing-search.ts';
import styles from './search-form.module.css';
import { useLimitText } from './use-limit-text.ts';

type Props = {
  name: LimitName;
  label: ReactNode;
  /** A number that somebody may look for. */
  example: number;
  search: ListingSearch;
  onCommit: (changed: { [Name in LimitName]?: string }) => void;
};

/** A number that the search is limited by, typed as the reader writes numbers. */
export function LimitField({ name, label, example, search, onCommit }: Props) {
  const {
    text,
    fault: misread,
    type,
    leave,
  } = useLimitText({ name, limit: search[name], onCommit: (limit) => onCommit({ [name]: limit }) });
  const fault = misread ?? rangeFault(name, search);
  return (
    <Field label={label} error={fault && <LimitFaultWords fault={fault} example={example} />} className={styles.limit}>
      {(given) => (
        <input
          {...given}
          type="text"
          inputMode="decimal"
          autoComplete="off"
          value={text}
          onChange={(event) => type(event.target.value)}
          onBlur={leave}
          onKeyDown={(event) => event.key === 'Enter' && leave()}
        />
      )}
    </Field>
  );
}
