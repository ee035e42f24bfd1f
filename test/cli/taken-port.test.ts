import assert from 'node:assert/strict';
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { type AddressInfo, createServer, type Server } from 'node:net';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import type { Tells, Told } from '../../src/cli/worker-messages.ts';
import { loadConfig } from '../../src/config/config.ts';
import { type DataDir, makeDataDir, startCli } from '../support/run-cli.ts';
import { createTestDatabase, type TestDatabase } from '../support/test-database.ts';

let database: TestDatabase;
let dataDir: DataDir;
let other: Server;
let settings: Record<string, string>;
let told: string;
before(async () => {
  database = await createTestDatabase();
  dataDir = await makeDataDir();
  other = createServer().listen(0, '127.0.0.1');
  await once(other, 'listening');
  const { port } = other.address() as AddressInfo;
  // Ten minutes, which no test waits for.
  settings = { DATABASE_URL: database.url, DATA_DIR: dataDir.path, PORT: String(port), SHUTDOWN_DELAY: '600' };
  told = `Port ${port} of 127.0.0.1 is taken: set PORT to another one.`;
});
after(async () => {
  other.close();
  await database.drop();
  await dataDir.remove();
});

test('a service whose port is taken says so before the time that it would go on for when stopped', {
  timeout: 60_000,
}, async () => {
  const { child, ended } = startCli(['serve'], settings);
  const overdue = setTimeout(() => child.kill('SIGKILL'), 40_000);
  const { status, stderr } = await ended;
  clearTimeout(overdue);
  assert.deepEqual([status, stderr], [1, `pricetrail: ${told}\n`]);
});

test('so does a worker of several', { timeout: 60_000 }, async () => {
  const worker = fork(fileURLToPath(new URL('../../src/cli/worker.ts', import.meta.url)));
  const overdue = setTimeout(() => worker.kill('SIGKILL'), 40_000);
  const heard: Tells[] = [];
  worker.on('message', (message: Tells) => heard.push(message));
  const { url } = database;
  const start: Told = {
    kind: 'start',
    work: { config: loadConfig(settings), version: '0', role: 'all', database: { url } },
  };
  worker.send(start);
  const [status] = await once(worker, 'exit');
  clearTimeout(overdue);
  assert.deepEqual([status, heard.at(-1)], [0, { kind: 'failed', code: 'conflict', message: told }]);
});
