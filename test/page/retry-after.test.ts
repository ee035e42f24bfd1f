import assert from 'node:assert/strict';
import { test } from 'node:test';
import { problemOf } from '../../ui/src/api/problem.ts';

const date = 'Fri, 31 Dec 1999 23:59:30 GMT';

function waitOf(headers: Record<string, string>): number | undefined {
  return problemOf(new Response('', { status: 503, headers }), undefined).retryAfter;
}

test('how long one is asked to wait is said in seconds, or as the instant until which', () => {
  assert.equal(waitOf({ 'retry-after': '30' }), 30);
  assert.equal(waitOf({ 'retry-after': 'Sat, 01 Jan 2000 00:01:00 GMT', date }), 90);
  assert.equal(waitOf({ 'retry-after': 'Fri, 31 Dec 1999 23:00:00 GMT', date }), 0);
});

test('where nothing of the kind is said, nothing is known', () => {
  assert.equal(waitOf({ date }), undefined);
  assert.equal(waitOf({ 'retry-after': 'soon', date }), undefined);
  assert.equal(waitOf({ 'retry-after': 'Sat, 01 Jan 2000 00:01:00 GMT' }), undefined);
});
