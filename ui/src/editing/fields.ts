import { listingRules } from '../api/listing-rules.ts';
import type { Rule } from '../api/rule.ts';
import type { Listing, ListingInput, ListingPatch } from '../api/types.ts';

/** A member that can be written, by its JSON pointer (RFC 6901), as errors of the API name it. */
export type FieldName = keyof typeof listingRules;
export type FieldValue = string | number | null;
/** What can be written of a listing; null: there is none. */
export type Fields = Readonly<Record<FieldName, FieldValue>>;

export const fieldRules: Readonly<Record<FieldName, Rule>> = listingRules;
export const fieldNames = namesOf(listingRules);

function namesOf<T extends object>(record: T): readonly (keyof T)[] {
  return Object.keys(record) as (keyof T)[]; // literals have no other keys
}

export function isFieldName(pointer: string): pointer is FieldName {
  return pointer in fieldRules;
}

/** For each field something. */
export function eachField<T>(make: (name: FieldName) => T): Record<FieldName, T> {
  return Object.fromEntries(fieldNames.map((name) => [name, make(name)])) as Record<FieldName, T>;
}

export const noFields: Fields = eachField(() => null);

export function fieldsOf(listing: Listing): Fields {
  return eachField((name) => valueAt(listing, name.slice(1).split('/')));
}

function valueAt(value: unknown, path: readonly string[]): FieldValue {
  const [name, ...rest] = path;
  if (name !== undefined) return valueAt((value as Record<string, unknown> | undefined)?.[name], rest);
  return typeof value === 'string' || typeof value === 'number' ? value : null;
}

/** A listing to create. What there is none of is left out. */
export function inputOf(fields: Fields): ListingInput {
  return nested(fieldNames.filter((name) => fields[name] !== null).map((name) => [name, fields[name]])) as ListingInput;
}

/** The JSON merge patch (RFC 7396) that makes the one into the other; of nothing that is the same. */
export function patchOf(from: Fields, to: Fields): ListingPatch {
  return nested(changedOf(from, to).map((name) => [name, to[name]])) as ListingPatch;
}

export function changedOf(from: Fields, to: Fields): FieldName[] {
  return fieldNames.filter((name) => from[name] !== to[name]);
}

function nested(entries: readonly [FieldName, FieldValue][]): Record<string, unknown> {
  const made: Record<string, unknown> = {};
  for (const [name, value] of entries) {
    const [outer = '', inner] = name.slice(1).split('/');
    if (inner === undefined) made[outer] = value;
    else made[outer] = { ...(made[outer] as object | undefined), [inner]: value };
  }
  return made;
}
