import assert from 'node:assert/strict';
import { test } from 'node:test';
import { faultOf, faultsOf } from '../../ui/src/editing/faults.ts';
import { type FieldName, fieldRules, noFields } from '../../ui/src/editing/fields.ts';
import { typedOf } from '../../ui/src/editing/typed.ts';

const fault = (name: FieldName, text: string, locale = 'en') => faultOf(name, fieldRules[name], { text, locale });

const cases: [FieldName, string, ReturnType<typeof fault>][] = [
  ['/name', '  ', { kind: 'missing' }],
  ['/reference', '  ', undefined],
  ['/name', 'é'.repeat(500), undefined],
  ['/name', '😀'.repeat(500), undefined],
  ['/name', 'é'.repeat(503), { kind: 'too-long', most: 500, by: 3 }],
  ['/building_type', 'HOUSE', undefined],
  ['/building_type', 'CASTLE', { kind: 'not-one-of-them' }],
  ['/postal_address/country', 'FR', undefined],
  ['/postal_address/country', 'XX', { kind: 'not-one-of-them' }],
  ['/latest_price_eur', 'cheap', { kind: 'no-number' }],
  ['/latest_price_eur', '-1', { kind: 'too-small', least: 0 }],
  ['/latest_price_eur', '0', undefined],
  ['/latest_price_eur', '399,000.50', undefined],
  ['/latest_price_eur', '399,000.505', { kind: 'more-than-cents' }],
  ['/latest_price_eur', '450.000', { kind: 'more-than-cents' }],
  ['/latest_price_eur', '1,000,000,000,000', { kind: 'too-large', most: 999_999_999_999.99 }],
  ['/surface_area_m2', '62.505', undefined],
  ['/rooms_count', '2.5', { kind: 'not-whole' }],
  ['/rooms_count', '0', { kind: 'too-small', least: 1 }],
  ['/bedrooms_count', '0', undefined],
  ['/contact_phone_number', '+33612345678', undefined],
  ['/contact_phone_number', '06 12 34 56 78', { kind: 'no-phone-number' }],
];
for (const [name, text, expected] of cases) {
  const shown = text.length > 20 ? `${text.length} characters` : JSON.stringify(text);
  test(`${shown} at ${name} is ${expected?.kind ?? 'right'}`, () => assert.deepEqual(fault(name, text), expected));
}

test('of an empty form all that is required is missing', () => {
  const start = { fields: noFields, typed: typedOf(noFields, 'en') };
  assert.equal(Object.keys(faultsOf(start.typed, start, 'en')).length, 11);
});

test('what was there before and breaks a rule of now is let be, until it is typed in', () => {
  const fields = { ...noFields, '/building_type': 'CASTLE', '/latest_price_eur': 1.005 };
  const start = { fields, typed: typedOf(fields, 'en') };
  const names = (typed: typeof start.typed) => Object.keys(faultsOf(typed, start, 'en'));
  assert.ok(!names(start.typed).includes('/building_type') && !names(start.typed).includes('/latest_price_eur'));
  assert.ok(names({ ...start.typed, '/latest_price_eur': '1.006' }).includes('/latest_price_eur'));
});
