import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { setImmediate } from 'node:timers/promises';
import { ask } from '../../src/db/ask.ts';
import { Lane } from '../../src/db/lane.ts';
import { createTestDatabase, type TestDatabase } from '../support/test-database.ts';

let database: TestDatabase;
before(async () => {
  database = await createTestDatabase();
});
after(async () => await database.drop());

const rules = { connections: 1, onIdleError: () => {}, patienceMs: 10_000, most: 10, timeoutMs: 10_000 };

test('who waits for a connection that is just being set up is let go when the lane is abandoned', async () => {
  const begun = Promise.withResolvers<void>();
  const lane = new Lane(
    { connectionString: database.url },
    {
      ...rules,
      greet: async (client) => {
        const answer = ask(client, 'SELECT pg_sleep(2)');
        begun.resolve();
        await answer;
      },
    },
  );
  const work = lane.run(async () => 'done');
  const refused = assert.rejects(work, { code: 'unavailable' });
  await begun.promise;
  lane.abandon();
  await refused;
});

test('a connection that is being made when the lane is abandoned is of no use, and none is made later', async () => {
  const lane = new Lane(
    { connectionString: database.url },
    { ...rules, greet: async (client) => void (await ask(client, 'SELECT 1')) },
  );
  const refused = assert.rejects(
    lane.run(async () => 'done'),
    { code: 'unavailable' },
  );
  await setImmediate(); // the lane asks for a connection
  lane.abandon();
  await refused;
  await assert.rejects(
    lane.run(async () => 'done'),
    { code: 'unavailable' },
  );
});
