import assert from 'node:assert/strict';
import { test } from 'node:test';
import { faultOf } from '../../ui/src/editing/faults.ts';
import { fieldRules, noFields } from '../../ui/src/editing/fields.ts';
import { farFrom, isFarOff } from '../../ui/src/editing/is-far-off.ts';
import { normalPhone } from '../../ui/src/editing/normal-phone.ts';
import { fieldsFrom, retypedField, typedOf } from '../../ui/src/editing/typed.ts';

const pointer = '/contact_phone_number';

test('a phone number is taken as people write it, and sent in the form of E.164', () => {
  for (const text of ['+49 30 123456', '0049 30 123456', '+49 (0)30 123-456', ' +49/30.12\u00a034–56 ']) {
    assert.equal(normalPhone(text), '+4930123456', text);
    assert.equal(faultOf(pointer, fieldRules[pointer], { text, locale: 'en' }), undefined, text);
    const start = { fields: noFields, typed: typedOf(noFields, 'en') };
    assert.equal(fieldsFrom({ ...start.typed, [pointer]: text }, start, 'en')[pointer], '+4930123456');
    assert.equal(retypedField(pointer, text, { from: 'en', to: 'en' }), '+4930123456');
  }
});

test('what has no country in it, or is no number, stays, and is told', () => {
  for (const text of ['030 123456', '+0 30 123456', 'call me', '+49 30 123456 ext. 7', '+1234567890123456']) {
    assert.equal(normalPhone(text), text);
    assert.deepEqual(faultOf(pointer, fieldRules[pointer], { text, locale: 'en' }), { kind: 'no-phone-number' });
  }
});

test('a price with a digit too many or too few is far off, also where it was to be half or twice the one before', () => {
  assert.ok(isFarOff(100_000, 500_000));
  assert.ok(isFarOff(100_000, 20_000));
  assert.ok(!isFarOff(100_000, 499_999));
  assert.ok(!isFarOff(100_000, 20_001));
  assert.ok(!isFarOff(0, 100_000));
});

test('a price is doubted where it is far off all that it stands beside, of which a price of 0 is none', () => {
  assert.equal(farFrom([100_000, 1_000_000], 1_000_000), undefined);
  assert.equal(farFrom([100_000, 110_000], 1_000_000), 100_000);
  assert.equal(farFrom([0, 300_000], 3_100_000), 300_000);
  assert.equal(farFrom([0], 300_000), undefined);
  assert.equal(farFrom([], 300_000), undefined);
});
