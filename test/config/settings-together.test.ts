import assert from 'node:assert/strict';
import { availableParallelism } from 'node:os';
import { test } from 'node:test';
import { loadConfig } from '../../src/config/config.ts';
import { problemsOf } from '../support/problems-of.ts';

test('an issuer is taken with an audience only, and one of this machine without encryption', () => {
  const issuer = 'http://localhost:8080/realms/homes';
  assert.equal(problemsOf({ AUTH_ISSUER: issuer }), 'AUTH_AUDIENCE must be set with AUTH_ISSUER');
  assert.equal(problemsOf({ AUTH_AUDIENCE: 'x' }), 'AUTH_ISSUER must be set with AUTH_AUDIENCE');
  assert.equal(problemsOf({ AUTH_ISSUER: issuer, AUTH_AUDIENCE: 'x' }), '');
});

test('requests are counted in the Redis that is named, and one may be named that nothing is counted in', () => {
  assert.equal(problemsOf({ RATE_LIMIT_STORE: 'redis' }), 'REDIS_URL must be set with RATE_LIMIT_STORE=redis');
  for (const url of ['redis://localhost', 'redis://:p@[::1]:6379/', 'rediss://u:p@redis.example.org:6380/15']) {
    assert.equal(loadConfig({ RATE_LIMIT_STORE: 'redis', REDIS_URL: url }).redisUrl, url);
    assert.equal(problemsOf({ REDIS_URL: url }), '');
  }
});

for (const value of ['public, max-age=60', 's-maxage=60', 'max-age=60, must-revalidate']) {
  test(`where reads take a key shared caches may not keep them: CACHE_CONTROL=${value}`, () => {
    assert.match(
      problemsOf({ ANONYMOUS_ROLE: 'none', CACHE_CONTROL: value }),
      /^CACHE_CONTROL must have none of public/,
    );
    assert.equal(problemsOf({ CACHE_CONTROL: value }), '');
  });
}

test('the embedded database has no replica', () => {
  const replica = { DATABASE_READ_URL: 'postgres://u:secret@replica/d' };
  assert.match(problemsOf(replica), /^DATABASE_READ_URL must be a replica of DATABASE_URL, which is not set\b[^\n]*$/);
  assert.doesNotMatch(problemsOf(replica), /secret/);
  assert.equal(problemsOf({ ...replica, DATABASE_URL: 'postgres://u@primary/d' }), '');
});

test('there are as many workers as the connections go round for, and with auto no more than processors', () => {
  assert.match(problemsOf({ WORKERS: '5' }), /^DATABASE_CONNECTIONS must be 21 or more for WORKERS=5; it is 20$/);
  assert.equal(loadConfig({ WORKERS: '5', DATABASE_CONNECTIONS: '21' }).workers, 5);
  assert.equal(loadConfig({ WORKERS: '1', DATABASE_CONNECTIONS: '4' }).workers, 1);
  assert.equal(loadConfig({ WORKERS: 'auto', DATABASE_CONNECTIONS: '10000' }).workers, availableParallelism());
  assert.equal(loadConfig({ WORKERS: 'auto', DATABASE_CONNECTIONS: '4' }).workers, 1);
  assert.ok(loadConfig({ WORKERS: 'auto', DATABASE_CONNECTIONS: '9' }).workers <= 2);
});
