import assert from 'node:assert/strict';
import { test } from 'node:test';
import { consistencyTokens } from '../../ui/src/api/consistency.ts';

const answer = (token?: string) => ({
  headers: new Headers(token === undefined ? {} : { 'consistency-token': token }),
});

test('reads of the next minute bring the token of the latest write, writes do not', () => {
  let now = 0;
  const tokens = consistencyTokens(() => now);
  const brought = (method: string) => {
    const headers = new Headers();
    tokens.bring({ method, headers });
    return headers.get('consistency-token');
  };
  assert.equal(brought('GET'), null);
  tokens.note(answer('a'));
  tokens.note(answer('b'));
  tokens.note(answer());
  assert.deepEqual([brought('GET'), brought('PATCH')], ['b', null]);
  now = 60_000;
  assert.equal(brought('GET'), null);
});
