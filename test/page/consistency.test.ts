import assert from 'node:assert/strict';
import { test } from 'node:test';
import { consistencyTokens } from '../../ui/src/api/consistency.ts';

const answer = (token?: string) => ({
  headers: new Headers(token === undefined ? {} : { 'consistency-token': token }),
});

test('reads of the next minute bring the tokens of the latest write and of the feed, writes do not', () => {
  let now = 0;
  const tokens = consistencyTokens(() => now);
  const brought = (method: string) => {
    const headers = new Headers();
    tokens.bring({ method, headers });
    return headers.get('consistency-token');
  };
  assert.equal(brought('GET'), null);
  tokens.answered(answer('a'));
  tokens.answered(answer('b'));
  tokens.answered(answer());
  assert.deepEqual([brought('GET'), brought('PATCH')], ['b', null]);
  now = 30_000;
  tokens.told('c');
  tokens.told('d');
  assert.equal(brought('GET'), 'b, d');
  now = 60_000;
  assert.equal(brought('GET'), 'd');
  now = 90_000;
  assert.equal(brought('GET'), null);
});
