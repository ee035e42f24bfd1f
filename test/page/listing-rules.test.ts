import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { rulesModule, searchRulesModule } from '../../ui/generate-rules.ts';
import { listingRules } from '../../ui/src/api/listing-rules.ts';
import { searchRules } from '../../ui/src/api/search-rules.ts';

for (const [file, written] of [
  ['listing-rules.ts', rulesModule],
  ['search-rules.ts', searchRulesModule],
] as const) {
  test(`the rules of ${file} are those of the committed OpenAPI document`, async () => {
    const committed = await readFile(new URL(`../../ui/src/api/${file}`, import.meta.url), 'utf8');
    assert.equal(committed, await written(), `the API changed: node ui/generate-client.ts writes ${file} anew`);
  });
}

test('a search is limited by the numbers that the API takes', () => {
  assert.deepEqual(searchRules.rooms_min, { type: 'integer', minimum: 0, maximum: 2_147_483_647, required: false });
  assert.equal(searchRules.surface_max.maximum, 1e9);
});

test('they name each member by its pointer, members of members too', () => {
  assert.deepEqual(listingRules['/name'], { type: 'string', minLength: 1, maxLength: 500, required: true });
  assert.deepEqual(listingRules['/postal_address/city'].maxLength, 200);
  assert.equal(listingRules['/contact_phone_number'].required, false);
});
