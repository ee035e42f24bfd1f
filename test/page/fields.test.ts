import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { eachField, fieldNames, fieldsOf, inputOf, patchOf } from '../../ui/src/editing/fields.ts';
import { fieldsFrom, retyped, typedOf } from '../../ui/src/editing/typed.ts';

const listing = {
  id: 7,
  name: 'Flat',
  description: 'Bright',
  building_type: 'APARTMENT',
  latest_price_eur: 399_000.5,
  surface_area_m2: 62.123456,
  rooms_count: 3,
  bedrooms_count: 0,
  postal_address: { street_address: '1 rue X', postal_code: '69001', city: 'Lyon', country: 'FR' },
  reference: 'r-1',
  created_date: '2026-01-01T00:00:00.000Z',
  updated_date: '2026-01-01T00:00:00.000Z',
};
const fields = fieldsOf(listing);

test('the fields of a listing are all that can be written of it, and make the same input again', () => {
  const { id: _, created_date: _2, updated_date: _3, ...input } = listing;
  assert.equal(fields['/postal_address/city'], 'Lyon');
  assert.equal(fields['/contact_phone_number'], null);
  assert.deepEqual(inputOf(fields), input);
});

test('a patch says what changed only, members of members too, and null for what is to go', () => {
  const to = { ...fields, '/postal_address/city': 'Paris', '/reference': null, '/latest_price_eur': 1 };
  const patch = { latest_price_eur: 1, reference: null, postal_address: { city: 'Paris' } };
  assert.deepEqual(patchOf(fields, to), patch);
  assert.deepEqual(patchOf(fields, fields), {});
});

const value = fc.option(fc.oneof(fc.string({ minLength: 1 }), fc.integer()));
const someFields = fc
  .tuple(...fieldNames.map(() => value))
  .map((values) => eachField((name) => values[fieldNames.indexOf(name)] ?? null));

/** RFC 7396, as the service applies it. */
function applied(target: unknown, patch: unknown): unknown {
  if (typeof patch !== 'object' || patch === null) return patch;
  const made: Record<string, unknown> = { ...(target as object | undefined) };
  for (const [name, part] of Object.entries(patch)) {
    if (part === null) delete made[name];
    else made[name] = applied(made[name], part);
  }
  return made;
}

test('a patch makes the one into the other, and the one of the way back undoes it', () => {
  fc.assert(
    fc.property(someFields, someFields, (from, to) => {
      assert.deepEqual(flat(applied(inputOf(from), patchOf(from, to))), flat(inputOf(to)));
      assert.deepEqual(flat(applied(inputOf(to), patchOf(to, from))), flat(inputOf(from)));
    }),
  );
});

/** An address of which nothing is left is none. */
function flat(input: unknown): unknown {
  const { postal_address: address = {}, ...rest } = input as { postal_address?: object };
  return { ...rest, ...address };
}

test('what nobody typed in stays as it was to the last digit, and what was typed is read by the locale', () => {
  const start = { fields, typed: typedOf(fields, 'de') };
  assert.equal(start.typed['/latest_price_eur'], '399.000,50');
  assert.deepEqual(fieldsFrom(start.typed, start, 'de'), fields);
  const typed = {
    ...start.typed,
    '/latest_price_eur': '389.000',
    '/postal_address/city': ' Paris ',
    '/reference': ' ',
  };
  const said = { ...fields, '/latest_price_eur': 389_000, '/postal_address/city': 'Paris', '/reference': null };
  assert.deepEqual(fieldsFrom(typed, start, 'de'), said);
});

test('who changes the language of the page keeps the numbers that were typed', () => {
  const typed = { ...typedOf(fields, 'en'), '/surface_area_m2': '1,234', '/rooms_count': 'many', '/name': '1,234' };
  const german = retyped(typed, 'en', 'de');
  assert.equal(german['/surface_area_m2'], '1.234');
  assert.deepEqual([german['/rooms_count'], german['/name']], ['many', '1,234']);
  assert.equal(german['/latest_price_eur'], '399.000,50');
});

test('a price with three decimals is left as it was typed, so that nobody takes it for another one', () => {
  const typed = { ...typedOf(fields, 'en'), '/latest_price_eur': '450.000' };
  assert.equal(retyped(typed, 'en', 'en')['/latest_price_eur'], '450.000');
});
