import type { Listing } from '../api/types.ts';
import { changedOf, type FieldName, fieldsOf } from './fields.ts';
import type { Merged } from './merge.ts';
import { typedOf } from './typed.ts';

/** What was made of a listing, as the reader's locale writes it. */
export function changesBetween(before: Listing, after: Listing, locale: string): Merged<FieldName, string>['theirs'] {
  const [was, is] = [fieldsOf(before), fieldsOf(after)];
  const [base, theirs] = [typedOf(was, locale), typedOf(is, locale)];
  return changedOf(was, is).map((name) => ({ name, base: base[name], theirs: theirs[name] }));
}
