import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { getHeapSpaceStatistics } from 'node:v8';
import type pg from 'pg';
import { ask, limitAnswers } from '../../src/db/ask.ts';
import { createTestDatabase, type TestDatabase } from '../support/test-database.ts';

let database: TestDatabase;
before(async () => {
  database = await createTestDatabase();
});
after(async () => await database.drop());

async function withConnection(work: (client: pg.Client) => Promise<void>): Promise<void> {
  const client = await database.connect();
  client.on('error', () => {});
  try {
    await work(client);
  } finally {
    await client.end();
  }
}

test('an answer that is too late cuts the connection, and fails what waits behind it', async () => {
  await withConnection(async (client) => {
    limitAnswers(client, 200);
    const asked = ['SELECT pg_sleep(2)', 'SELECT 1'].map((text) => ask(client, text));
    for (const answer of asked) await assert.rejects(answer, /Connection terminated/);
  });
});

test('a limit of 0 is none, and a failure leaves the connection as it is', async () => {
  await withConnection(async (client) => {
    limitAnswers(client, 0);
    await assert.rejects(ask(client, 'SELECT 1 / 0'), ({ code, stack }: { code?: string; stack?: string }) => {
      assert.match(stack ?? '', /ask\.test\.ts/);
      return code === '22012';
    });
    assert.deepEqual((await ask(client, { text: 'SELECT $1::int AS n', values: [7] })).rows, [{ n: 7 }]);
  });
});

test('answers are garbage at the next collection of young objects', async () => {
  const oldBytes = () =>
    getHeapSpaceStatistics().find(({ space_name }) => space_name === 'old_space')?.space_used_size ?? 0;
  await withConnection(async (client) => {
    limitAnswers(client, 60_000);
    const read = async (times: number) => {
      const text = 'SELECT n, repeat($1, 50) FROM generate_series(1, 100) AS n';
      for (let time = 0; time < times; time += 1) await ask(client, { name: 'many', text, values: ['x'] });
    };
    await read(1_000);
    let grown = 0;
    for (let round = 0; round < 60; round += 1) {
      const before = oldBytes();
      await read(50);
      grown += Math.max(0, oldBytes() - before); // less: old objects were collected
    }
    // 2 to 3 MB; with pg's own promise or time limit 12 to 19.
    assert.ok(grown < 6_000_000, `${grown} bytes became old, of 3,000 answers`);
  });
});
