import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { type DataDir, makeDataDir, type Running, runCli, startServe, stopServe } from '../support/run-cli.ts';
import { createTestDatabase, type TestDatabase } from '../support/test-database.ts';

const script = fileURLToPath(new URL('try.ts', import.meta.url));

let database: TestDatabase;
let dataDir: DataDir;
let roles: (Running & { base: string })[] = [];
let settings: Record<string, string>;
before(async () => {
  database = await createTestDatabase();
  dataDir = await makeDataDir();
  settings = { DATABASE_URL: database.url, DATA_DIR: dataDir.path, DATABASE_CONNECTIONS: '8' };
  roles = await Promise.all(['api', 'worker'].map((role) => startServe(settings, ['--role', role])));
});
after(async () => {
  await Promise.all(roles.map(stopServe));
  await dataDir.remove();
  await database.drop();
});

/** Tries the API as the workflow does. */
async function tryWith(key: string): Promise<{ passed: boolean; output: string }> {
  const { PATH = '' } = process.env;
  const { promise, resolve } = Promise.withResolvers<{ passed: boolean; output: string }>();
  const env = { PATH, PRICETRAIL_KEY: key };
  execFile(process.execPath, [script, roles[0]?.base ?? ''], { env }, (error, stdout, stderr) =>
    resolve({ passed: error === null, output: stdout + stderr }),
  );
  return await promise;
}

test('an installation that does everything passes, and keeps no listing of it', async () => {
  const { stdout } = await runCli(['keys', 'create', '--role', 'writer', '--name', 'try'], settings);
  const { passed, output } = await tryWith(stdout.trim());
  assert.ok(passed, output);
  assert.match(output, /\bpass 10\b/);
  assert.deepEqual(await database.sql('SELECT FROM listing'), []);
});

test('one that does not know its key does not pass', async () => {
  const { passed, output } = await tryWith('pt_none');
  assert.ok(!passed, output);
});
