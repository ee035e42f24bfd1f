import { formatEditable } from '../../../src/drawing/numbers.ts';
import { decimalsOf, readNumber } from '../words/read-number.ts';
import { eachField, type FieldName, type Fields, type FieldValue, fieldRules } from './fields.ts';
import { normalPhone } from './normal-phone.ts';

/** What stands in the controls of a form, as the reader's locale writes it. */
export type Typed = Readonly<Record<FieldName, string>>;

export function typedOf(fields: Fields, locale: string): Typed {
  return eachField((name) => written(name, fields[name], locale));
}

function written(name: FieldName, value: FieldValue, locale: string): string {
  return typeof value === 'number' ? formatEditable(value, locale, isMoney(name) ? 2 : 0) : (value ?? '');
}

function isMoney(pointer: string): boolean {
  return pointer.endsWith('_eur');
}

/** Whether it is an amount with more decimals than cents, such as of who takes a point for a group. */
export function isTooFine(pointer: string, text: string, locale: string): boolean {
  return isMoney(pointer) && decimalsOf(text, locale) > 2;
}

export function isPhone(pointer: string): boolean {
  return pointer.endsWith('phone_number');
}

export function isNumber(name: FieldName): boolean {
  return fieldRules[name].type !== 'string';
}

/** What was typed, with numbers as another locale, or the same one, writes them, and phone numbers in their form; what is none stays. */
export function retyped(typed: Typed, from: string, to: string): Typed {
  return eachField((name) => retypedField(name, typed[name], { from, to }));
}

export function retypedField(name: FieldName, text: string, { from, to }: { from: string; to: string }): string {
  if (isPhone(name)) return normalPhone(text);
  const isRead = isNumber(name) && !isTooFine(name, text, from);
  const value = isRead ? readNumber(text, from) : undefined;
  return value === undefined ? text : written(name, value, to);
}

/** What a form begins with, and as what that is written. */
export type Start = { fields: Fields; typed: Typed };

/** What a form says. Where nothing was typed it is what it began with, to the last digit and space. */
export function fieldsFrom(typed: Typed, start: Start, locale: string): Fields {
  return eachField((name) => {
    if (typed[name] === start.typed[name]) return start.fields[name];
    const text = typed[name].trim();
    if (text === '') return null;
    if (isNumber(name)) return readNumber(text, locale) ?? null;
    return isPhone(name) ? normalPhone(text) : text;
  });
}
