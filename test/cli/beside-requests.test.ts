import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { test } from 'node:test';
import { KeyRing } from '../../src/access/key-ring.ts';
import { workersOf } from '../../src/cli/beside-requests.ts';
import { SecretBox } from '../../src/deliveries/webhooks/secrets.ts';
import { openLog } from '../../src/log/open-log.ts';
import { startTestApi } from '../support/test-api.ts';
import { until } from '../support/until.ts';
import { register, webhookTools } from '../support/webhooks.ts';

test('what is held up is warned of, and that it goes on is told: an outage has a beginning and an end in the log', async () => {
  const api = await startTestApi({ webhooks: webhookTools });
  const lines: { level: string; msg: string }[] = [];
  const to = { write: (line: string) => void lines.push(JSON.parse(line)) };
  const { id } = await register(api, { url: 'http://127.0.0.1:9/' });
  const workers = workersOf(api.db, {
    ...{ keys: new KeyRing({ reads: api.db.reads, writes: api.db.writes }), redis: undefined, role: 'worker' },
    webhooks: { ...webhookTools, box: new SecretBox(randomBytes(32).toString('base64')) },
    config: { lakeUrl: '', dataDir: '', marketThreads: 1, marketMemory: 1 },
    log: await openLog({ logLevel: 'info', logFormat: 'json', to }),
  });
  const webhooks = workers.find(({ name }) => name === 'webhooks');
  webhooks?.start();
  await until('it is warned of', async () => lines.length === 1);
  await api.call('PATCH', `/webhooks/${id}`, { status: 'paused' });
  await until('it is told that they go on', async () => lines.length === 2);
  await webhooks?.stop();
  await api.stop();
  assert.deepEqual(
    lines.map(({ level, msg }) => [level, msg]),
    [
      ['warn', 'webhooks are held up'],
      ['info', 'webhooks go on'],
    ],
  );
});
