import type { Listing } from '../api/types.ts';
import { changedOf, type FieldName, fieldsOf } from './fields.ts';
import type { Made } from './merge.ts';
import { typedOf } from './typed.ts';

/** What was made of a listing, as the reader's locale writes it. */
export function changesBetween(before: Listing, after: Listing, locale: string): Made<FieldName, string>[] {
  const [was, is] = [fieldsOf(before), fieldsOf(after)];
  const [base, made] = [typedOf(was, locale), typedOf(is, locale)];
  return changedOf(was, is).map((name) => ({ name, base: base[name], made: made[name] }));
}
