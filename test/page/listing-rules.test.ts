import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { rulesModule } from '../../ui/generate-rules.ts';
import { listingRules } from '../../ui/src/api/listing-rules.ts';

const committed = new URL('../../ui/src/api/listing-rules.ts', import.meta.url);

test('the rules of the forms are those of the committed OpenAPI document', async () => {
  const advice = 'the API changed: node ui/generate-client.ts writes ui/src/api/listing-rules.ts anew';
  assert.equal(await readFile(committed, 'utf8'), await rulesModule(), advice);
});

test('they name each member by its pointer, members of members too', () => {
  assert.deepEqual(listingRules['/name'], { type: 'string', minLength: 1, maxLength: 500, required: true });
  assert.deepEqual(listingRules['/postal_address/city'].maxLength, 200);
  assert.equal(listingRules['/contact_phone_number'].required, false);
});
