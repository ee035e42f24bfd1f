import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { installedServers, startTestServer, type TestServer } from './support/test-server.ts';

// npm test [-- FILE…]: starts a PostgreSQL of its own, gives each test file a database in it, and stops it. Where the
// system has an older PostgreSQL too, everything runs on that first.

const files = process.argv.slice(2);
/** Each file is a process, and many start servers: compiled code is kept from one to the next, and from run to run. */
const compileCache = fileURLToPath(new URL('../node_modules/.cache/compile', import.meta.url));
let failed = false;
for (const installed of await installedServers()) {
  const server = await startTestServer(installed);
  process.stdout.write(`\n# PostgreSQL ${installed.version}\n`);
  try {
    failed = (await runTests(server, !installed.embedded)) !== 0 || failed;
  } finally {
    await server.stop();
  }
}
process.exitCode = failed ? 1 : 0;

async function runTests(server: TestServer, onlyDatabase: boolean): Promise<number> {
  const usual = onlyDatabase
    ? ['test/{changes,db,doctor,http,idempotency,listings,prices}/**/*.test.ts', 'test/exchange/import.test.ts']
    : ['test/**/*.test.ts'];
  const environment = {
    TEST_DATABASE_URL: server.url,
    TEST_TEMPLATE: server.template,
    NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE ?? compileCache,
    // The embedded server plays more of them.
    ...(onlyDatabase ? { HISTORIES: process.env.HISTORIES ?? '100' } : {}),
  };
  const child = spawn(
    process.execPath,
    [
      ...[
        '--test',
        '--test-reporter=spec',
        `--test-concurrency=${availableParallelism() + 1}`,
        '--test-timeout=120000',
      ],
      ...(files.length > 0 ? files : usual),
    ],
    { stdio: 'inherit', env: { ...process.env, ...environment } },
  );
  const interrupt = () => child.kill('SIGTERM');
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, interrupt); // the server is stopped after it
  const [status] = await once(child, 'exit');
  return status ?? 1;
}
