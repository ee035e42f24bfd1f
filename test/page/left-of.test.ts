import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { VersionedListing } from '../../ui/src/api/versioned-listing.ts';
import { fieldsOf } from '../../ui/src/editing/fields.ts';
import { leftOf } from '../../ui/src/editing/left-of.ts';
import { typedOf } from '../../ui/src/editing/typed.ts';
import { someListing } from '../support/listings.ts';

const version = (etag: string, overrides = {}) =>
  ({ listing: someListing(overrides), etag }) as unknown as VersionedListing;
const before = version('"1"');
const made = version('"2"', { name: 'Flat by the lake' });
const done = { input: { before, patch: { name: 'Flat by the lake' } }, made };
const draft = (texts: Record<string, string>, base = before) => ({
  ...{ typed: { ...typedOf(fieldsOf(before.listing), 'en'), ...texts }, locale: 'en', keptAt: 1_000, base },
  saving: { key: 'k', at: 1, inputs: [done.input] },
});

test('nothing is left of work that was saved as it is', () => {
  assert.equal(leftOf(draft({ '/name': 'Flat by the lake ' }), done), undefined);
});

test('what was typed since it was sent is work on what was saved', () => {
  const left = leftOf(draft({ '/name': 'Flat by the lake', '/rooms_count': '9' }), done);
  assert.equal(left?.base?.etag, '"2"');
  assert.equal(left?.typed['/rooms_count'], '9');
  assert.equal(left?.saving, undefined);
});

test('work on another version stays so', () => {
  assert.equal(leftOf(draft({ '/rooms_count': '9' }, version('"3"')), done)?.base?.etag, '"3"');
});
