import type { ApiProblem } from '../api/problem.ts';
import type { Fault, Faults } from './faults.ts';
import { type FieldName, fieldNames, isFieldName } from './fields.ts';
import { retyped, retypedField, type Start, type Typed } from './typed.ts';

/** A form as the reader has left it. */
export type FormState = {
  typed: Typed;
  /** How its numbers are written. */
  locale: string;
  /** Where one was: only there it says what is wrong. */
  seen: ReadonlySet<FieldName>;
  /** What the service said of what was sent, until it is typed in. */
  said: Faults;
  /** Whether it was to be sent and could not: then what is wrong is said at the top, too. */
  isRefused: boolean;
};

export function stateOf(typed: Typed, locale: string): FormState {
  return { typed, locale, seen: new Set(), said: {}, isRefused: false };
}

/** The same for a reader of another locale. */
export function inLocale(state: FormState, locale: string): FormState {
  if (state.locale === locale) return state;
  return { ...state, typed: retyped(state.typed, state.locale, locale), locale };
}

export function withTyped(state: FormState, name: FieldName, text: string): FormState {
  const { [name]: _, ...said } = state.said;
  return { ...state, typed: { ...state.typed, [name]: text }, said };
}

/** Who goes on sees how what was typed is understood. What is left empty on the way is not told to be missing yet. */
export function withLeft(state: FormState, name: FieldName, start: Start): FormState {
  const text = retypedField(name, state.typed[name], { from: state.locale, to: state.locale });
  const isTouched = text !== start.typed[name] || text !== '';
  const seen = isTouched ? new Set([...state.seen, name]) : state.seen;
  return { ...state, typed: { ...state.typed, [name]: text }, seen };
}

/** When it is to be sent. @param isRight whether nothing in it is wrong */
export function withAllSeen(state: FormState, isRight: boolean): FormState {
  return { ...state, seen: new Set(fieldNames), said: {}, isRefused: !isRight };
}

const taken: Fault = { kind: 'taken' };

/** What the service refused, at its fields; what has none is left to be said at the top. */
export function withRefusal(state: FormState, problem: ApiProblem): FormState {
  const said = (problem.problem.errors ?? []).flatMap(({ pointer = '', detail }) =>
    isFieldName(pointer) ? [[pointer, problem.status === 409 ? taken : { kind: 'refused', detail }]] : [],
  );
  return { ...state, said: Object.fromEntries(said), isRefused: true };
}

/** Whether everything that a refusal says is said at fields. */
export function isAllAtFields({ problem: { errors = [] } }: ApiProblem): boolean {
  return errors.length > 0 && errors.every(({ pointer = '' }) => isFieldName(pointer));
}
