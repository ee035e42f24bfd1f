import assert from 'node:assert/strict';
import { after, beforeEach, test } from 'node:test';
import { decodeJwt } from 'jose';
import { createApiKey, revokeApiKey } from '../../../src/access/manage-keys.ts';
import { ImportWorld } from '../../support/import-world.ts';
import { observationLine } from '../../support/observations.ts';
import { assertProblem } from '../../support/problem.ts';
import { openSocket, readAnswers } from '../../support/raw-http.ts';
import type { Answer } from '../../support/test-api.ts';
import { TestIssuer, takerFrom } from '../../support/test-issuer.ts';
import { until } from '../../support/until.ts';

const world = new ImportWorld({ guard: { anonymous: 'reader', opensWithoutKeys: false } });
const firstMinute = new ImportWorld({ guard: { anonymous: 'reader', opensWithoutKeys: true } });
const issuer = await TestIssuer.start();
const tokens = new ImportWorld({
  guard: {
    issuer: takerFrom(issuer, { storedMs: 0 }),
    ...{ anonymous: 'reader', opensWithoutKeys: false },
  },
});
after(async () => await issuer.stop());
beforeEach(async () => {
  await world.api.sql('DELETE FROM listing');
  await world.api.sql('DELETE FROM import_job');
});

const lines = [observationLine('a', '2020-01-01T00:00:00Z'), observationLine('b', '2020-01-01T00:00:00Z')];
const body = Buffer.from(`${lines.join('\n')}\n`);
const half = Math.floor(body.length / 2);

const writer = async (name: string, { api } = world) =>
  (await createApiKey(api.db, { name, role: 'writer', expires: undefined })).text;

const bearer = (key: string) => `Authorization: Bearer ${key}\r\n`;

/** Sends a body whose second half comes once `meanwhile` is done. @returns the answer */
async function sendSlowly(to: ImportWorld, credentials: string, meanwhile: () => Promise<unknown>): Promise<Answer> {
  const socket = await openSocket(to.api.base);
  socket.write(
    `POST /imports HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n${credentials}Content-Type: application/x-ndjson\r\n` +
      `Idempotency-Key: "slow"\r\nContent-Length: ${body.length}\r\n\r\n`,
  );
  socket.write(body.subarray(0, half));
  await meanwhile();
  socket.write(body.subarray(half));
  const [answer] = await readAnswers(socket);
  return answer ?? assert.fail('there was no answer');
}

const isComing = async ({ api } = world) =>
  await until('it is coming in', async () => {
    const coming = await api.sql("SELECT FROM import_job WHERE status = 'receiving'");
    return coming.length === 1;
  });

/** While `work` runs nobody can note that an import comes in; a request that was let in waits for it. */
async function withLock(work: (unlock: () => Promise<void>) => Promise<Answer>): Promise<Answer> {
  const locker = await world.api.connect();
  try {
    await locker.query('BEGIN; LOCK TABLE import_job IN EXCLUSIVE MODE');
    return await work(async () => void (await locker.query('ROLLBACK')));
  } finally {
    await locker.end();
  }
}

const isLetIn = async () =>
  await until('it is let in', async () => {
    const waiting = await world.api.sql(
      `SELECT FROM pg_stat_activity
       WHERE datname = current_database() AND wait_event_type = 'Lock' AND query LIKE 'INSERT INTO import_job%'`,
    );
    return waiting.length === 1;
  });

test('a body whose key is revoked before it is whole is not imported, and can be sent again under another key', async () => {
  const answer = await sendSlowly(world, bearer(await writer('importer')), async () => {
    await isComing();
    await revokeApiKey(world.api.db, 'importer');
  });
  assertProblem(answer, 'unauthenticated');
  assert.match(answer.body.detail, /revoked or expired, .* while the body came in/);
  assert.equal(answer.headers.get('www-authenticate'), 'Bearer realm="pricetrail", error="invalid_token"');
  assert.deepEqual(await world.api.sql('SELECT FROM import_job'), []);
  const next = { authorization: `Bearer ${await writer('importer')}`, 'idempotency-key': '"slow"', prefer: 'wait' };
  const { status, body: found } = await world.post(lines, next);
  assert.deepEqual([status, found.listings_created], [200, 2]);
});

test('a body whose token has expired before it is whole is not imported, though its issuer is away', async (t) => {
  const token = await issuer.token();
  const answer = await sendSlowly(tokens, bearer(token), async () => {
    await isComing(tokens);
    issuer.isDown = true;
    const { exp = 0 } = decodeJwt(token);
    t.mock.method(Date, 'now', () => (exp + 5) * 1_000);
  });
  assertProblem(answer, 'unauthenticated');
  assert.match(answer.body.detail, /revoked or expired, .* while the body came in/);
  assert.deepEqual(await tokens.api.sql('SELECT FROM import_job'), []);
});

test('what came of an import is not told to who sends it again and whose key is revoked meanwhile', async () => {
  const key = await writer('again');
  const first = { authorization: `Bearer ${key}`, 'idempotency-key': '"slow"', prefer: 'wait' };
  assert.equal((await world.post(lines, first)).status, 200);
  const answer = await withLock(
    async (unlock) =>
      await sendSlowly(world, bearer(key), async () => {
        await isLetIn();
        await revokeApiKey(world.api.db, 'again');
        await unlock();
      }),
  );
  assertProblem(answer, 'unauthenticated');
  assert.match(answer.body.detail, /while the body came in/);
  assert.equal((await world.api.sql("SELECT FROM import_job WHERE status = 'done'")).length, 1);
});

test('who sends no credentials is asked for some once there is a key, and not told that theirs was revoked', async () => {
  const answer = await sendSlowly(firstMinute, '', async () => {
    await isComing(firstMinute);
    await writer('first', firstMinute);
  });
  assertProblem(answer, 'unauthenticated');
  assert.match(answer.body.detail, /takes the role writer: send .* while the body came in/);
  assert.equal(answer.headers.get('www-authenticate'), 'Bearer realm="pricetrail"');
  assert.deepEqual(await firstMinute.api.sql('SELECT FROM import_job'), []);
});

test('a body that is slow is imported where its key still counts', async () => {
  const { status } = await sendSlowly(world, bearer(await writer('slow')), isComing);
  assert.equal(status, 202);
  await until('it is imported', async () => (await world.api.sql('SELECT FROM listing')).length === 2);
});
