import assert from 'node:assert/strict';
import { test } from 'node:test';
import { oldestTag } from '../../ui/src/api/oldest-tag.ts';

test('what is read of a listing has the tag of its version, without what else is in its own', () => {
  assert.equal(oldestTag(['W/"12-7-br"', '"12-7"']), '"12"');
});

test('what was changed between two pages has the tag of before, so that nothing is written over', () => {
  assert.equal(oldestTag(['"3"', '"4"']), '"3"');
  assert.equal(oldestTag(['"10-gzip"', '"9"']), '"9"');
});
