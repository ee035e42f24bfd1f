import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { installedServers, startTestServer } from '../support/test-server.ts';

// Runs the tests that its arguments are for, with this tree's migrations, on the embedded PostgreSQL only.

const [installed] = (await installedServers()).filter(({ embedded }) => embedded);
if (!installed) throw new Error('the embedded PostgreSQL is not installed');
const server = await startTestServer(installed);
const child = spawn(
  process.execPath,
  ['--test', '--test-reporter=tap', '--test-force-exit', '--test-timeout=120000', ...process.argv.slice(2)],
  {
    stdio: 'inherit',
    env: { ...process.env, TEST_DATABASE_URL: server.url, TEST_TEMPLATE: server.template },
  },
);
const stop = () => child.kill('SIGTERM');
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, stop);
const [status] = await once(child, 'exit');
await server.stop();
process.exitCode = status ?? 1;
