import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { createApiKey, revokeApiKey } from '../../../src/access/manage-keys.ts';
import { ImportWorld } from '../../support/import-world.ts';
import { observationLine } from '../../support/observations.ts';
import { assertProblem } from '../../support/problem.ts';
import { openSocket, readAnswers } from '../../support/raw-http.ts';
import type { Answer } from '../../support/test-api.ts';
import { until } from '../../support/until.ts';

const world = new ImportWorld({ guard: { anonymous: 'reader', opensWithoutKeys: false } });
beforeEach(async () => {
  await world.api.sql('DELETE FROM listing');
  await world.api.sql('DELETE FROM import_job');
});

const lines = [observationLine('a', '2020-01-01T00:00:00Z'), observationLine('b', '2020-01-01T00:00:00Z')];
const body = Buffer.from(`${lines.join('\n')}\n`);
const half = Math.floor(body.length / 2);

const writer = async (name: string) =>
  (await createApiKey(world.api.db, { name, role: 'writer', expires: undefined })).text;

/** Sends a body whose second half comes once `meanwhile` is done. @returns the answer */
async function sendSlowly(key: string, meanwhile: () => Promise<unknown>): Promise<Answer> {
  const socket = await openSocket(world.api.base);
  socket.write(
    `POST /imports HTTP/1.1\r\nHost: x\r\nConnection: close\r\nAuthorization: Bearer ${key}\r\nContent-Type: application/x-ndjson\r\n` +
      `Idempotency-Key: "slow"\r\nContent-Length: ${body.length}\r\n\r\n`,
  );
  socket.write(body.subarray(0, half));
  await meanwhile();
  socket.write(body.subarray(half));
  const [answer] = await readAnswers(socket);
  return answer ?? assert.fail('there was no answer');
}

const isComing = async () =>
  await until('it is coming in', async () => {
    const coming = await world.api.sql("SELECT FROM import_job WHERE status = 'receiving'");
    return coming.length === 1;
  });

test('a body whose key is revoked before it is whole is not imported, and can be sent again under another key', async () => {
  const answer = await sendSlowly(await writer('importer'), async () => {
    await isComing();
    await revokeApiKey(world.api.db, 'importer');
  });
  assertProblem(answer, 'unauthenticated');
  assert.equal(answer.headers.get('www-authenticate'), 'Bearer realm="pricetrail", error="invalid_token"');
  assert.deepEqual(await world.api.sql('SELECT FROM import_job'), []);
  const next = { authorization: `Bearer ${await writer('importer')}`, 'idempotency-key': '"slow"', prefer: 'wait' };
  const { status, body: found } = await world.post(lines, next);
  assert.deepEqual([status, found.listings_created], [200, 2]);
});

test('what came of an import is not told to who sends it again and whose key is revoked meanwhile', async () => {
  const key = await writer('again');
  const first = { authorization: `Bearer ${key}`, 'idempotency-key': '"slow"', prefer: 'wait' };
  assert.equal((await world.post(lines, first)).status, 200);
  const answer = await sendSlowly(key, async () => await revokeApiKey(world.api.db, 'again'));
  assertProblem(answer, 'unauthenticated');
  assert.equal((await world.api.sql("SELECT FROM import_job WHERE status = 'done'")).length, 1);
});

test('a body that is slow is imported where its key still counts', async () => {
  const { status } = await sendSlowly(await writer('slow'), isComing);
  assert.equal(status, 202);
  await until('it is imported', async () => (await world.api.sql('SELECT FROM listing')).length === 2);
});
