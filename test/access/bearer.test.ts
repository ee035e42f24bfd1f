import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bearerToken, credentialOf } from '../../src/access/bearer.ts';

test('a bearer token is read whatever its scheme is written like', () => {
  for (const text of ['Bearer pt_a', 'bearer pt_a', 'BEARER    pt_a']) assert.equal(bearerToken(text), 'pt_a');
  for (const text of ['', 'Bearer', 'Bearer a b', 'Basic pt_a', 'Bearer\tpt_a'])
    assert.equal(bearerToken(text), undefined);
});

test('one credential is one, however it is written, and another is another', () => {
  const same = ['Bearer head.body.AA', 'bearer   head.body.AA', 'Bearer head.body.AB', 'Bearer head.body.AA=='];
  assert.deepEqual([...new Set(same.map(credentialOf))], ['head.body.AA']);
  assert.notEqual(credentialOf('Bearer pt_a'), credentialOf('Bearer pt_b'));
  assert.notEqual(credentialOf('Bearer head.one.AA'), credentialOf('Bearer head.two.AA'));
  assert.notEqual(credentialOf('Bearer head.body.AA'), credentialOf('Bearer head.body.BA')); // a forged one counts for itself
});
