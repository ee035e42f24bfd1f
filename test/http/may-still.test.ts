import assert from 'node:assert/strict';
import { test } from 'node:test';
import fastify from 'fastify';
import { Gate } from '../../src/access/gate.ts';
import type { KeyRing } from '../../src/access/key-ring.ts';
import type { Caller } from '../../src/access/role.ts';
import { AppError } from '../../src/errors.ts';
import { controlAccess } from '../../src/http/access.ts';

const reader: Caller = { role: 'reader', actor: 'key:a' };

/** Whether who was let in with a key still may, once that is looked up with this result. */
async function mayStillWith(later: () => Promise<Caller | undefined>): Promise<boolean> {
  let lookUp = async (): Promise<Caller | undefined> => reader;
  const keys = { callerOf: () => lookUp(), hasKeys: () => true } as unknown as KeyRing;
  const app = fastify();
  controlAccess(app, new Gate({ keys, anonymous: undefined, opensWithoutKeys: false }));
  app.get('/changes', { schema: { operationId: 'readChanges' } as object }, async (request) => {
    lookUp = later;
    return { mayStill: await request.mayStill() };
  });
  const address = await app.listen({ host: '127.0.0.1', port: 0 });
  const answer = await fetch(`${address}/changes`, { headers: { authorization: 'Bearer pt_a' } });
  const { mayStill } = (await answer.json()) as { mayStill: boolean };
  await app.close();
  return mayStill;
}

test('who was let in may no more once the key is revoked, and still where nobody can tell', async () => {
  const away = async () => Promise.reject(new AppError('unavailable', 'away'));
  assert.equal(await mayStillWith(async () => reader), true);
  assert.equal(await mayStillWith(async () => undefined), false);
  assert.equal(await mayStillWith(async () => ({ ...reader, role: undefined })), false);
  assert.equal(await mayStillWith(away), true);
});
