import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isNamed, namedBy, placeWords } from '../../ui/src/parts/place-names.ts';

const lyon = { city: 'Lyon', country: 'FR' };
const third = { ...lyon, postal_code: '69003' };
const saint = { city: 'Saint-Étienne', country: 'FR' };

test('a place is written with what is said of it', () => {
  assert.deepEqual([{}, lyon, third, { country: 'FR' }].map(placeWords), ['', 'Lyon, FR', '69003 Lyon, FR', 'FR']);
});

test('a place is named by its city, its postal code or both, with its country or without', () => {
  for (const text of ['Lyon', ' lyon ', 'LYON, FR', 'Lyon,FR']) assert.ok(isNamed(lyon, text), text);
  for (const text of ['69003', '69003 lyon', '69003 Lyon, FR']) assert.ok(isNamed(third, text), text);
  for (const text of ['Lyo', 'Lyons', 'FR', '', 'Lyon, DE']) assert.ok(!isNamed(lyon, text), text);
  assert.ok(!isNamed(third, 'Lyon'), 'that is all of the city');
  assert.ok(!isNamed({}, ''));
});

test('case, accents and hyphens do not matter', () => {
  for (const text of ['saint etienne', 'Saint-Etienne, fr']) assert.ok(isNamed(saint, text), text);
});

test('a text means a place only where it names no other one', () => {
  const lyonElsewhere = { city: 'Lyon', country: 'US' };
  assert.equal(namedBy('lyon', [third, lyon]), lyon);
  assert.equal(namedBy('lyon', [lyon, lyonElsewhere]), undefined);
  assert.equal(namedBy('lyon, us', [lyon, lyonElsewhere]), lyonElsewhere);
  assert.equal(namedBy('ly', [lyon]), undefined);
});
