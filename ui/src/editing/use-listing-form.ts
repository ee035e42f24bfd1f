import { useMemo, useState } from 'react';
import { ApiProblem } from '../api/problem.ts';
import { useNumbers } from '../words/use-numbers.ts';
import type { Draft } from './drafts.ts';
import { type Faults, faultsOf } from './faults.ts';
import { type FieldName, type Fields, fieldNames } from './fields.ts';
import * as form from './form-state.ts';
import { fieldsFrom, retyped, type Typed, typedOf } from './typed.ts';

/** A form of a listing. @param fields what it begins with @param draft what was typed before */
export function useListingForm(fields: Fields, draft?: Draft) {
  const { locale } = useNumbers();
  const start = useMemo(() => ({ fields, typed: typedOf(fields, locale) }), [fields, locale]);
  const [kept, setKept] = useState(() =>
    form.stateOf(draft ? retyped(draft.typed, draft.locale, locale) : start.typed, locale),
  );
  const state = useMemo(() => form.inLocale(kept, locale), [kept, locale]);
  const faults = useMemo(() => faultsOf(state.typed, start, locale), [state, start, locale]);
  const change = (to: (from: form.FormState) => form.FormState) => setKept((from) => to(form.inLocale(from, locale)));
  return {
    start,
    typed: state.typed,
    locale,
    /** What is to be said, at the fields and at the top. */
    faults: { ...state.said, ...seenOf(faults, state.seen) },
    isRefused: state.isRefused,
    isChanged: fieldNames.some((name) => state.typed[name] !== start.typed[name]),
    type: (name: FieldName, text: string) => change((from) => form.withTyped(from, name, text)),
    leave: (name: FieldName) => change((from) => form.withLeft(from, name, start)),
    put: (typed: Typed) => change((from) => ({ ...from, typed })),
    /** What is to be sent, if it is right; else what is wrong is said, and the first of it gets the focus. */
    check: (): Fields | undefined => {
      const first = fieldNames.find((name) => faults[name]);
      change((from) => form.withAllSeen(from, first === undefined));
      if (first === undefined) return fieldsFrom(state.typed, start, locale);
      focusField(first);
      return undefined;
    },
    refuse: (error: unknown) => {
      if (!(error instanceof ApiProblem)) return;
      change((from) => form.withRefusal(from, error));
      const first = fieldNames.find((name) => error.problem.errors?.some(({ pointer }) => pointer === name));
      if (first !== undefined) focusField(first);
    },
  };
}

function seenOf(faults: Faults, seen: ReadonlySet<FieldName>): Faults {
  return Object.fromEntries(
    fieldNames.flatMap((name) => (seen.has(name) && faults[name] ? [[name, faults[name]]] : [])),
  );
}

export type ListingForm = ReturnType<typeof useListingForm>;

export function fieldId(name: FieldName): string {
  return `field${name.replaceAll('/', '-')}`;
}

export function focusField(name: FieldName): void {
  document.getElementById(fieldId(name))?.focus();
}
