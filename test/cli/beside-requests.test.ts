import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, type TestContext, test } from 'node:test';
import { KeyRing } from '../../src/access/key-ring.ts';
import { createApiKey } from '../../src/access/manage-keys.ts';
import { notedEveryMs } from '../../src/access/use-notes.ts';
import { type BesideRequests, workersOf } from '../../src/cli/beside-requests.ts';
import { Database } from '../../src/db/database.ts';
import { SecretBox } from '../../src/deliveries/webhooks/secrets.ts';
import { openLog } from '../../src/log/open-log.ts';
import { openBreakableRoute } from '../support/breakable-route.ts';
import { Receiver } from '../support/receiver.ts';
import { startTestApi, type TestApi } from '../support/test-api.ts';
import { until } from '../support/until.ts';
import { register, webhookTools } from '../support/webhooks.ts';

let api: TestApi;
let dataDir: string;
before(async () => {
  api = await startTestApi({ webhooks: webhookTools });
  dataDir = await mkdtemp(join(tmpdir(), 'pricetrail-beside-'));
});
after(async () => {
  await api.stop();
  await rm(dataDir, { recursive: true, force: true });
});

type Settings = { box?: SecretBox; shutdownTimeout?: number };

/** What a worker does, by default under another SECRETS_KEY than the API, and what it logs. It is stopped with the test. */
async function workersAt(t: TestContext, db: Database, settings: Settings = {}) {
  const { box = new SecretBox(randomBytes(32).toString('base64')), shutdownTimeout = 1 } = settings;
  const lines: string[] = [];
  const note = (line: string) => {
    const { level, msg } = JSON.parse(line);
    lines.push(`${level}: ${msg}`);
  };
  const keys = new KeyRing({ reads: db.reads, writes: db.writes });
  const workers = workersOf(db, {
    ...{ keys, redis: undefined, role: 'worker' },
    webhooks: { ...webhookTools, box },
    config: { lakeUrl: join(dataDir, 'lake'), dataDir, marketThreads: 1, marketMemory: 256, shutdownTimeout },
    log: await openLog({ logLevel: 'info', logFormat: 'json', to: { write: (line) => void note(line) } }),
  });
  t.after(async () => await stopAll(workers));
  return { workers, keys, lines };
}

async function stopAll(workers: readonly BesideRequests[]): Promise<void> {
  await Promise.all(workers.map((worker) => worker.stop()));
}

test('what is held up is warned of, and that it goes on is told: an outage has a beginning and an end in the log', async (t) => {
  const { id } = await register(api, { url: 'http://127.0.0.1:9/' });
  t.after(async () => await api.call('DELETE', `/webhooks/${id}`));
  const { workers, lines } = await workersAt(t, api.db);
  workers.find(({ name }) => name === 'webhooks')?.start();
  await until('it is warned of', async () => lines.length === 1);
  await api.call('PATCH', `/webhooks/${id}`, { status: 'paused' });
  await until('it is told that they go on', async () => lines.length === 2);
  assert.deepEqual(lines, ['warn: webhooks are held up', 'info: webhooks go on']);
});

for (const [shutdownTimeout, became] of [
  [1, 'pending'],
  [60, 'delivered'],
] as const) {
  test(`a post under way that takes two seconds is ${became} where ${shutdownTimeout} s are for stopping`, async (t) => {
    const receiver = await Receiver.open();
    receiver.answer = () => ({ status: 204, afterMs: 2_000 });
    const { id } = await register(api, { url: receiver.url });
    t.after(async () => await Promise.all([receiver.close(), api.call('DELETE', `/webhooks/${id}`)]));
    const { workers } = await workersAt(t, api.db, { ...webhookTools, shutdownTimeout });
    workers.find(({ name }) => name === 'webhooks')?.start();
    await api.call('POST', `/webhooks/${id}/test`);
    await receiver.until(1);
    await stopAll(workers);
    const [{ status }] = (await api.call('GET', `/webhooks/${id}/deliveries`)).body;
    assert.equal(status, became);
  });
}

const told = [
  ['uses of keys are not noted', 'uses of keys are noted again'],
  ['imports are held up', 'imports go on'],
  ['webhooks are held up', 'webhooks go on'],
  ['the lake is held up', 'the lake goes on'],
] as const;

test('each that a database held up which was away tells that it goes on', { timeout: 60_000 }, async (t) => {
  minutesAreShort(t);
  const route = await openBreakableRoute(api.url);
  const db = new Database({ url: route.url });
  const { workers, keys, lines } = await workersAt(t, db);
  t.after(async () => await Promise.all([route.close(), db.close()]));
  const { text } = await createApiKey(api.db, { role: 'reader', name: 'used', expires: undefined });
  await keys.callerOf(text); // there is a use to be noted
  route.cut();
  for (const worker of workers) worker.start();
  for (const [heldUp] of told) await until(heldUp, async () => lines.includes(`warn: ${heldUp}`));
  assert.ok(workers.every(({ isHeldUp }) => isHeldUp));
  route.mend();
  for (const [, goesOn] of told) await until(goesOn, async () => lines.includes(`info: ${goesOn}`));
  assert.ok(workers.every(({ isHeldUp }) => !isHeldUp));
});

/** Nobody waits for the minute after which uses of keys are noted once more. */
function minutesAreShort(t: TestContext): void {
  const { setTimeout: wait } = globalThis;
  t.mock.method(globalThis, 'setTimeout', (work: () => void, ms: number) => wait(work, ms === notedEveryMs ? 100 : ms));
}
