import { countryCodes } from '../../../src/listings/countries.ts';
import type { Rule } from '../api/rule.ts';
import { readNumber } from '../words/read-number.ts';
import { type FieldName, fieldNames, fieldRules } from './fields.ts';
import { normalPhone } from './normal-phone.ts';
import { isPhone, isTooFine, type Start, type Typed } from './typed.ts';

/** What is wrong with what stands in a field; `fault-words.tsx` says it. */
export type Fault =
  | { kind: 'missing' | 'no-number' | 'not-whole' | 'not-one-of-them' | 'no-phone-number' | 'not-so' }
  | { kind: 'more-than-cents' }
  /** What the service said of it: its own words, and what it says most. */
  | { kind: 'refused'; detail: string }
  | { kind: 'taken' | 'stated' }
  | { kind: 'too-long'; most: number; by: number }
  | { kind: 'too-small'; least: number }
  | { kind: 'too-large'; most: number };

/** What is wrong with a text, by the rule of its field. @param pointer of the field */
export function faultOf(pointer: string, rule: Rule, { text, locale }: { text: string; locale: string }) {
  if (text.trim() === '') return rule.required ? ({ kind: 'missing' } as const) : undefined;
  return rule.type === 'string'
    ? faultOfText(pointer, rule, isPhone(pointer) ? normalPhone(text) : text.trim())
    : faultOfNumber(pointer, rule, { text, locale });
}

function faultOfText(pointer: string, rule: Rule, text: string): Fault | undefined {
  const length = [...text].length;
  if (rule.maxLength !== undefined && length > rule.maxLength) {
    return { kind: 'too-long', most: rule.maxLength, by: length - rule.maxLength };
  }
  if (rule.pattern !== undefined && !new RegExp(rule.pattern, 'u').test(text)) {
    return { kind: isPhone(pointer) ? 'no-phone-number' : 'not-so' };
  }
  const isOneOfThem = rule.enum?.includes(text) ?? (!pointer.endsWith('/country') || countryCodes.has(text));
  return isOneOfThem ? undefined : { kind: 'not-one-of-them' };
}

function faultOfNumber(pointer: string, rule: Rule, { text, locale }: { text: string; locale: string }) {
  const value = readNumber(text, locale);
  if (value === undefined) return { kind: 'no-number' } as const;
  if (rule.type === 'integer' && !Number.isInteger(value)) return { kind: 'not-whole' } as const;
  const { minimum: least = Number.NEGATIVE_INFINITY, maximum: most = Number.POSITIVE_INFINITY } = rule;
  if (value < least) return { kind: 'too-small', least } as const;
  if (value > most) return { kind: 'too-large', most } as const;
  return isTooFine(pointer, text, locale) ? ({ kind: 'more-than-cents' } as const) : undefined;
}

export type Faults = Readonly<Partial<Record<FieldName, Fault>>>;

/**
 * What is wrong with a form. What it began with is let be: a listing of before may break a rule of now, and is not written
 * again where nothing of it changes.
 */
export function faultsOf(typed: Typed, start: Start, locale: string): Faults {
  return Object.fromEntries(
    fieldNames.flatMap((name) => {
      const isUntouched = typed[name] === start.typed[name] && start.fields[name] !== null;
      const fault = isUntouched ? undefined : faultOf(name, fieldRules[name], { text: typed[name], locale });
      return fault ? [[name, fault]] : [];
    }),
  );
}
