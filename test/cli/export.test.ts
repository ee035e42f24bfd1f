import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdir, mkdtemp, readdir, readFile, readlink, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { addListings } from '../support/listing-rows.ts';
import { queryParquet, readParquet } from '../support/read-parquet.ts';
import { runCli, runCliClosed, runCliInto, startCli } from '../support/run-cli.ts';
import { createTestDatabase, type TestDatabase } from '../support/test-database.ts';
import { until } from '../support/until.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

let database: TestDatabase;
let folder: string;
before(async () => {
  database = await createTestDatabase();
  await addListings(database, 3);
  folder = await mkdtemp(join(tmpdir(), 'pricetrail-export-'));
});
after(async () => {
  await database.drop();
  await rm(folder, { recursive: true });
});

const run = (...args: string[]) => runCli(['export', ...args], { DATABASE_URL: database.url });

test('export writes a whole file or none, and says from where a copy goes on', async () => {
  const out = join(folder, 'listings.csv');
  const { status, stdout, stderr } = await run('listings', '--format', 'csv', '--out', out);
  assert.deepEqual([status, stdout], [0, '']);
  assert.match(stderr, /^Exported 3 listings, [\d,]+\/s; go on with GET \/changes\?after=[\w-]{20,}\n$/);
  assert.match(await readFile(out, 'utf8'), /^id,reference,name,.*\r\n1,,Flat,Bright\.,APARTMENT,100000,70\.5,3,2,,/);
  assert.deepEqual(await readdir(folder), ['listings.csv']);
});

test('a path that no file can be written to is refused as it was given, before anything is read', async () => {
  const unreachable = 'postgres://x:y@127.0.0.1:1/z';
  await writeFile(join(folder, 'file'), 'kept');
  await symlink('/dev/null', join(folder, 'device'));
  await symlink('nothing', join(folder, 'dangling'));
  const long = join(folder, 'x'.repeat(250));
  const missing = join(folder, 'missing');
  for (const [out, told] of [
    [
      join(missing, 'x'),
      `--out ${join(missing, 'x')}: there is no folder ${missing}. Make it first, or name another file.`,
    ],
    [`${missing}/`, `--out ${missing}/: there is no folder ${missing}/. Make it first, or name another file.`],
    [folder, `--out ${folder}: this is a folder. Name a file in it.`],
    [`${folder}/`, `--out ${folder}/: this is a folder. Name a file in it.`],
    [
      join(folder, 'file/x'),
      `--out ${join(folder, 'file/x')}: ${join(folder, 'file')} is no folder. Name another file.`,
    ],
    [
      join(folder, 'device'),
      `--out ${join(folder, 'device')}: this is no file. Name one, or leave out --out for standard output.`,
    ],
    ['', '--out "": this is no name. Name a file, or leave out --out for standard output.'],
    [
      join(folder, 'dangling'),
      `--out ${join(folder, 'dangling')}: this is a link to what is not there, or may not be reached. Name a file.`,
    ],
    [long, `--out ${long}: no file of this name can be written. Name another file.`],
  ] as const) {
    const { status, stdout, stderr } = await runCli(['export', 'prices', '--out', out], { DATABASE_URL: unreachable });
    assert.deepEqual([status, stdout, stderr], [1, '', `pricetrail: ${told}\n`]);
  }
  assert.equal(await readFile(join(folder, 'file'), 'utf8'), 'kept');
  for (const name of ['file', 'device', 'dangling']) await rm(join(folder, name));
});

for (const [what, mode] of [
  ['written to', 0o555],
  ['entered', 0o666],
] as const) {
  test(`a folder that may not be ${what} is told of`, {
    skip: process.getuid?.() === 0 && 'root may write anywhere',
  }, async () => {
    const closed = join(folder, 'closed');
    await mkdir(closed);
    await chmod(closed, mode);
    const { status, stderr } = await run('prices', '--out', join(closed, 'x'));
    assert.equal(status, 1);
    assert.match(stderr, /^pricetrail: --out \S+closed\/x: \S+closed cannot be written to\. /);
    await rm(closed, { recursive: true });
  });
}

test('a link stays one, and what it leads to is replaced', async () => {
  const [elsewhere, link] = [join(folder, 'elsewhere'), join(folder, 'link')];
  await mkdir(elsewhere);
  await writeFile(join(elsewhere, 'listings'), 'of before');
  await symlink('elsewhere/listings', link);
  const { status, stderr } = await run('listings', '--format', 'csv', '--out', link);
  assert.equal(status, 0, stderr);
  assert.equal(await readlink(link), 'elsewhere/listings');
  assert.match(await readFile(join(elsewhere, 'listings'), 'utf8'), /^id,reference,name,/);
  assert.deepEqual(await readdir(elsewhere), ['listings']);
  for (const path of [elsewhere, link]) await rm(path, { recursive: true });
});

test('the file that standard output goes to is not replaced, whatever name it is given', async () => {
  const [taken, link] = [join(folder, 'taken'), join(folder, 'link')];
  await writeFile(taken, 'of before\n');
  await symlink('/dev/stdout', link);
  const child = spawn(
    '/bin/sh',
    ['-c', 'exec "$0" src/main.ts export prices --out "$1" >> "$2"', process.execPath, link, taken],
    {
      ...{ cwd: root, env: { DATABASE_URL: database.url }, stdio: ['ignore', 'ignore', 'pipe'] },
    },
  );
  const [stderr, [status]] = await Promise.all([text(child.stderr), once(child, 'close')]);
  assert.deepEqual(
    [status, stderr],
    [1, `pricetrail: --out ${link}: this is standard output. Name another file, or leave out --out.\n`],
  );
  assert.equal(await readlink(link), '/dev/stdout');
  assert.equal(await readFile(taken, 'utf8'), 'of before\n');
  for (const path of [taken, link]) await rm(path);
});

test('a Parquet file is written whole or not at all, too, and has the cursor that is told', async () => {
  const out = join(folder, 'prices.parquet');
  const { status, stderr } = await run('prices', '--format', 'parquet', '--out', out);
  assert.equal(status, 0, stderr);
  const file = await readFile(out);
  assert.deepEqual(
    (await readParquet(file)).map(({ listing_id, price_eur }) => [listing_id, price_eur]),
    [...[1, 2, 3].map((id) => [id, 100_000])],
  );
  const [pair] = await queryParquet(file, 'SELECT decode(value) AS cursor FROM parquet_kv_metadata(file)');
  assert.ok(stderr.endsWith(`GET /changes?after=${pair?.cursor}\n`), stderr);
  await rm(out);
  await database.sql('ALTER TABLE listing_price RENAME COLUMN price_eur TO renamed');
  const failed = await run('prices', '--format', 'parquet', '--out', out);
  await database.sql('ALTER TABLE listing_price RENAME COLUMN renamed TO price_eur');
  assert.notEqual(failed.status, 0);
  assert.ok(!(await readdir(folder)).some((name) => name.startsWith('prices.parquet')));
});

test('without --out it goes to standard output', async () => {
  for (const [what, lines] of [
    ['listings', 3],
    ['prices', 3],
    ['changes', 3],
  ] as const) {
    const { status, stdout } = await run(what);
    assert.equal(status, 0);
    assert.equal(
      stdout
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line)).length,
      lines,
      what,
    );
  }
  assert.match((await run('rooms')).stderr, /listings, prices, changes/);
});

test('a standard output that is closed is refused before anything is read, unlike /dev/null and --out', async () => {
  const closed = await runCliClosed(['export', 'listings'], { DATABASE_URL: 'postgres://x:y@127.0.0.1:1/z' });
  const told =
    'Standard output is closed: nobody would see what is exported. Name a file with --out, or send it to where it is read.';
  assert.deepEqual([closed.status, closed.stderr], [1, `pricetrail: ${told}\n`]);
  const settings = { DATABASE_URL: database.url };
  const thrownAway = await runCliInto('/dev/null', ['export', 'listings'], settings);
  assert.equal(thrownAway.status, 0, thrownAway.stderr);
  assert.match(thrownAway.stderr, /^Exported 3 listings, /);
  const out = join(folder, 'closed.csv');
  const written = await runCliClosed(['export', 'listings', '--format', 'csv', '--out', out], settings);
  assert.equal(written.status, 0, written.stderr);
  assert.match(await readFile(out, 'utf8'), /^id,reference,name,/);
  await rm(out);
});

test('an export to standard output that is interrupted says whether anything was written', {
  timeout: 60_000,
}, async () => {
  const other = await createTestDatabase();
  const writer = await other.connect();
  try {
    await addListings(other, 20_000);
    const begun = startCli(['export', 'listings'], { DATABASE_URL: other.url });
    begun.child.stdout?.once('data', () => {
      begun.child.stdout?.pause(); // it waits for its reader, before the end
      begun.child.kill('SIGTERM');
      setImmediate(() => begun.child.stdout?.resume());
    });
    const { status, stderr } = await begun.ended;
    const told = 'pricetrail: Interrupted by SIGTERM: what was written is not whole; export it again.\n';
    assert.deepEqual([status, stderr], [143, told]);
    await writer.query('BEGIN');
    await writer.query('LOCK TABLE listing');
    const waiting = startCli(['export', 'listings'], { DATABASE_URL: other.url });
    const waits = "SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'";
    await until('it waits', async () => (await other.sql(waits)).length > 0);
    waiting.child.kill('SIGTERM');
    const ended = await waiting.ended;
    assert.deepEqual(
      [ended.status, ended.stdout, ended.stderr],
      [143, '', 'pricetrail: Interrupted by SIGTERM: nothing was written.\n'],
    );
  } finally {
    await writer.end();
    await other.drop();
  }
});
