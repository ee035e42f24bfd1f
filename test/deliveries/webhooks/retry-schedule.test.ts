import assert from 'node:assert/strict';
import { test } from 'node:test';
import { judgeOutcome } from '../../../src/deliveries/webhooks/judge-outcome.ts';
import { retryAfterMs, retryDelay } from '../../../src/deliveries/webhooks/retry-schedule.ts';

const [minute, hour] = [60_000, 3_600_000];

test('a delivery is tried again nine times, later each time, with jitter that only ever waits longer', () => {
  const delays = [1, 2, 3, 4, 5, 6, 7, 8, 9].map((failed) => retryDelay(failed, 0, 0));
  assert.deepEqual(delays, [
    ...[5_000, 5 * minute, 30 * minute, 2 * hour, 5 * hour, 10 * hour, 14 * hour, 20 * hour, 24 * hour],
  ]);
  assert.equal(retryDelay(10), undefined);
  assert.equal(retryDelay(1, 0, 1), 5_500);
});

test('a receiver that asks for more time gets it, up to a day', () => {
  assert.equal(retryDelay(1, minute, 0), minute);
  assert.equal(retryDelay(3, minute, 0), 30 * minute);
  assert.equal(retryDelay(1, 1_000 * hour, 0), 24 * hour);
  const now = Date.parse('2026-01-01T00:00:00Z');
  assert.equal(retryAfterMs('120', now), 2 * minute);
  assert.equal(retryAfterMs('Thu, 01 Jan 2026 00:01:00 GMT', now), minute);
  assert.equal(retryAfterMs('Wed, 31 Dec 2025 00:00:00 GMT', now), 0);
  for (const odd of [undefined, '', 'soon', '-5']) assert.equal(retryAfterMs(odd, now), undefined, odd);
});

const outcome = (status: number | undefined, more = {}) => ({ status, ms: 5, excerpt: 'no', ...more });

test('2xx is a success, 410 ends the webhook, and all else is tried again', () => {
  for (const status of [200, 201, 204, 299])
    assert.equal(judgeOutcome({ attempts: 0 }, outcome(status)).status, 'delivered');
  assert.match(judgeOutcome({ attempts: 0 }, outcome(410)).disable ?? '', /410/);
  for (const status of [undefined, 100, 199, 301, 302, 400, 404, 429, 500]) {
    const { status: then, againMs, disable } = judgeOutcome({ attempts: 0 }, outcome(status));
    assert.deepEqual([then, disable, (againMs ?? 0) >= 5_000], ['pending', null, true], String(status));
  }
});

test('what has failed ten times is given up, and its webhook says why', () => {
  const { status, againMs, disable } = judgeOutcome({ attempts: 9 }, outcome(undefined, { excerpt: 'ECONNREFUSED' }));
  assert.deepEqual([status, againMs], ['failed', null]);
  assert.match(disable ?? '', /10 times.*ECONNREFUSED/);
  assert.match(judgeOutcome({ attempts: 9 }, outcome(503)).disable ?? '', /status 503/);
});
