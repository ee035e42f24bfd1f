import assert from 'node:assert/strict';
import { test } from 'node:test';
import { claimAt } from '../../src/access/claim-at.ts';

test('a claim is found by its name, also one with dots, else along its path', () => {
  assert.equal(claimAt({ roles: 'reader' }, 'roles'), 'reader');
  assert.equal(claimAt({ 'a.b': 'reader', a: { b: 'admin' } }, 'a.b'), 'reader');
  assert.deepEqual(claimAt({ a: { b: { c: ['writer'] } } }, 'a.b.c'), ['writer']);
  assert.equal(claimAt(JSON.parse('{"__proto__":{"roles":"reader"}}'), '__proto__.roles'), 'reader');
});

test('what a token does not have itself is no claim of it', () => {
  const claims = { roles: ['admin'], realm: {} };
  for (const path of [
    'constructor',
    'constructor.name',
    '__proto__',
    '__proto__.constructor.name',
    'realm.constructor.name',
  ])
    assert.equal(claimAt(claims, path), undefined, path);
  for (const path of ['realm.__proto__', 'roles.constructor.name', 'roles.at', 'other', 'realm.other.more', ''])
    assert.equal(claimAt(claims, path), undefined, path);
});
