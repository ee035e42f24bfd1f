import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openBreakableRoute } from '../support/breakable-route.ts';
import { startServe, stopServe } from '../support/run-cli.ts';
import { createTestDatabase } from '../support/test-database.ts';

for (const role of ['all', 'api']) {
  test(`a service of the role ${role} ends although its database says nothing any more`, {
    timeout: 60_000,
  }, async () => {
    const database = await createTestDatabase();
    const route = await openBreakableRoute(database.url);
    const service = await startServe({ DATABASE_URL: route.url, SHUTDOWN_TIMEOUT: '1' }, ['--role', role]);
    try {
      assert.equal((await fetch(`${service.base}/listings`)).status, 200);
      route.silence();
      const read = fetch(`${service.base}/listings?city=Lyon`).then(
        ({ status }) => status,
        () => 'cut',
      );
      const ended = await stopServe(service);
      assert.equal(ended.status, 0, ended.stdout + ended.stderr);
      assert.ok(['cut', 503].includes(await read));
    } finally {
      await route.close();
      await stopServe(service);
      await database.drop();
    }
  });
}
