import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { glob } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { finished } from 'node:stream/promises';
import { type RunOptions, run } from 'node:test';
import { spec } from 'node:test/reporters';
import { fileURLToPath } from 'node:url';
import { endOverdue } from './support/end-overdue.ts';
import { leftForThorough } from './support/left-for-thorough.ts';
import { longestFirst } from './support/longest-first.ts';
import { installedServers, startTestServer, type TestServer } from './support/test-server.ts';

// npm test [-- FILE…] [--thorough]: starts a PostgreSQL of its own, gives each test file a database in it, and stops it.
// Thorough tests take all files, play more rounds of what depends on chance, and where the system has an older
// PostgreSQL too, what asks a database runs on that first.

const thorough = process.argv.includes('--thorough');
/** At once. */
const browsers = 2;
/** Of a test, in ms. */
const testLimitMs = thorough || process.env.REQUESTS ? 1_200_000 : 120_000;
/** Of a file: whatever test of it takes too long is told first. */
const fileLimitMs = testLimitMs + 180_000;
const given = process.argv.slice(2).filter((argument) => argument !== '--thorough');
/** Each file is a process, and many start servers: compiled code is kept from one to the next, and from run to run. */
const compileCache = fileURLToPath(new URL('../node_modules/.cache/compile', import.meta.url));
/** What another PostgreSQL may answer otherwise: not HTTP, a pooler in between, nor what is asked of no database. */
const askingDatabase = {
  patterns: [
    'test/{changes,db,doctor,idempotency,listings,prices}/**/*.test.ts',
    'test/exchange/import{,-again}.test.ts',
    'test/http/{client-gone,database-away}.test.ts', // cancelled and ended by the server
  ],
  exclude: ['test/db/{pgbouncer,replica-look,replica-state,share-connections,waiting-room}.test.ts'],
};
await buildPage();
const interrupted = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => interrupted.abort());
let failed = false;
for (const installed of (await installedServers()).slice(thorough ? 0 : -1)) {
  if (interrupted.signal.aborted) break;
  const server = await startTestServer(installed);
  process.stdout.write(`\n# PostgreSQL ${installed.version}\n`);
  try {
    failed = !(await runTests(server, !installed.embedded)) || failed;
  } finally {
    await server.stop();
  }
}
process.exitCode = failed || interrupted.signal.aborted ? 1 : 0;

/** Once for all files, where what is there is out of date. */
async function buildPage(): Promise<void> {
  const build = fileURLToPath(new URL('../ui/build.ts', import.meta.url));
  const child = spawn(process.execPath, [build, '--if-needed'], { stdio: 'inherit' });
  const [status] = await once(child, 'exit');
  if (status !== 0) throw new Error('the web page cannot be built');
}

/**
 * A browser takes more than its share of the processors: beside several, what waits for processes would wait too long.
 * @returns whether all passed
 */
async function runTests(server: TestServer, onlyDatabase: boolean): Promise<boolean> {
  const files = await filesFor(onlyDatabase);
  const [inBrowser, others] = [files.filter(isOfPage), files.filter((file) => !isOfPage(file))];
  const passed: boolean[] = [];
  if (inBrowser.length > 0)
    passed.push(await runFiles(server, { files: inBrowser, onlyDatabase, concurrency: browsers }));
  if (others.length > 0 && !interrupted.signal.aborted) {
    passed.push(await runFiles(server, { files: others, onlyDatabase, concurrency: availableParallelism() + 1 }));
  }
  return passed.every(Boolean);
}

function isOfPage(file: string): boolean {
  return file.replaceAll('\\', '/').startsWith('test/page/');
}

type Files = { files: string[]; onlyDatabase: boolean; concurrency: number };

async function runFiles(server: TestServer, { files, onlyDatabase, concurrency }: Files): Promise<boolean> {
  const environment = {
    TEST_DATABASE_URL: server.url,
    TEST_TEMPLATE: server.template,
    NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE ?? compileCache,
    // On the older one what asks the database is enough.
    ...(thorough && !onlyDatabase ? { THOROUGH: '1' } : {}),
  };
  const options = {
    ...{ files, concurrency },
    timeout: testLimitMs,
    execArgv: given.filter(isOption),
    env: { ...process.env, ...environment }, // which the types do not know
    signal: interrupted.signal,
  };
  return await endOverdue(files, fileLimitMs, async () => await reportRun(options));
}

async function reportRun(options: RunOptions): Promise<boolean> {
  const tests = run(options);
  let success = false;
  tests.on('test:summary', (summary) => {
    if (summary.file === undefined) success = summary.success;
  });
  const report = tests.compose(spec);
  report.pipe(process.stdout, { end: false });
  await finished(report);
  return success;
}

/** Those that the arguments are for, or all, in the order to begin them. */
async function filesFor(onlyDatabase: boolean): Promise<string[]> {
  const all = { patterns: ['test/**/*.test.ts'], exclude: thorough ? [] : leftForThorough };
  const usual = onlyDatabase ? askingDatabase : all;
  const wanted = given.filter((argument) => !isOption(argument));
  const { patterns, exclude } = wanted.length > 0 ? { patterns: wanted, exclude: [] } : usual;
  const files: string[] = [];
  for await (const file of glob(patterns, { exclude })) files.push(file);
  if (files.length === 0) throw new Error(`there is no test at ${wanted.join(' ')}`);
  return longestFirst(files);
}

/** Such as --test-name-pattern=…, for node. */
function isOption(argument: string): boolean {
  return argument.startsWith('-');
}
