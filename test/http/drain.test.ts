import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openLog } from '../../src/log/open-log.ts';
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

test('that it is about to stop is no warning, however often it is asked whether it is ready', async () => {
  const lines: string[] = [];
  const to = { write: (line: string) => void lines.push(line) };
  const api = await startTestApi({ log: await openLog({ logLevel: 'info', logFormat: 'json', to }) });
  try {
    api.server.drain();
    await api.call('GET', '/readyz');
    const told = lines.map((line) => JSON.parse(line)).filter(({ msg }) => msg.includes('stopping'));
    assert.deepEqual(
      told.map(({ level, route }) => [level, route]),
      [['info', '/readyz']],
    );
  } finally {
    await api.stop();
  }
});
