import assert from 'node:assert/strict';
import { test } from 'node:test';
import { assertProblem } from '../support/problem.ts';
import { startTestApi } from '../support/test-api.ts';

test('what is about to stop says that it is not ready, answers what comes in all the same, and ends each connection', async () => {
  const api = await startTestApi();
  try {
    assert.equal((await api.call('GET', '/readyz')).status, 200);
    assert.notEqual((await api.call('GET', '/listings')).headers.get('connection'), 'close');
    api.server.drain();
    assertProblem(await api.call('GET', '/readyz'), 'unavailable');
    for (const path of ['/livez', '/listings']) {
      const { status, headers } = await api.call('GET', path);
      assert.deepEqual([status, headers.get('connection')], [200, 'close'], path);
    }
  } finally {
    await api.stop();
  }
});
