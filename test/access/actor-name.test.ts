import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isActorName } from '../../src/access/actor-name.ts';

test('a name may be of any script, and have blanks and marks inside', () => {
  for (const name of ['a', 'import of Anna', 'anna@example.org', 'Éloïse', '王', 'auth0|5f', '🏠']) {
    assert.ok(isActorName(name, 20), name);
  }
});

test('what hides, turns text around, or is blank is no name', () => {
  for (const name of [
    '',
    ' ',
    ' a',
    'a ',
    'a\nb',
    'a\u0000',
    '\u200b',
    '\u200bkey:a',
    'a\u202eb',
    '\u00a0',
    'a\u2028b',
    '\ud800',
  ]) {
    assert.ok(!isActorName(name, 20), JSON.stringify(name));
  }
  assert.ok(!isActorName('a'.repeat(21), 20));
});
