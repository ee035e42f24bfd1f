import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, afterEach, before, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import type { AppError } from '../../../src/errors.ts';
import { type DuckDbOptions, DuckDbProcess } from '../../../src/market/duckdb/duckdb-process.ts';
import { memoryFolder } from '../../support/memory-folder.ts';
import { hasEnded } from '../../support/run-cli.ts';
import { until } from '../../support/until.ts';

let folder: string;
let opened: DuckDbProcess[] = [];
before(async () => {
  folder = await mkdtemp(join(await memoryFolder(), 'pricetrail-duckdb-'));
});
afterEach(async () => {
  await Promise.all(opened.map((each) => each.close()));
  opened = [];
});
after(async () => await rm(folder, { recursive: true, force: true }));

function open(options: Partial<DuckDbOptions> = {}): DuckDbProcess {
  const spillFolder = join(folder, 'spill');
  const duckdb = new DuckDbProcess({ threads: 1, memoryBytes: 128 * 1_048_576, spillFolder, niceness: 0, ...options });
  opened.push(duckdb);
  return duckdb;
}

const limitMs = 60_000;
const one = { statements: ['SELECT 1::INTEGER AS n'] };
/** Takes a minute and hardly any memory. */
const long = {
  statements: ['SELECT count(*) FROM range(1000000) AS a, range(1000000) AS b WHERE (a.range * b.range) % 7 = 3'],
};
/** Takes more than there is, on disk too, since it cannot be put there. */
const large = { statements: ['SELECT list(md5(range::VARCHAR)) FROM range(10000000)'] };

/** Has 200 MB in a temporary table. */
const big = `CREATE TEMP TABLE big AS SELECT md5(range::VARCHAR) || repeat(md5((range + 1)::VARCHAR), 7) AS t FROM range(800000)`;

async function fails(duckdb: DuckDbProcess, question = long, ms = limitMs): Promise<unknown> {
  return await duckdb.ask(question, { limitMs: ms }).then(
    () => assert.fail('it was answered'),
    (error: unknown) => error,
  );
}

test('statements are made one after the other, and the rows of the last one are the answer', async () => {
  const statements = [
    'CREATE TEMP TABLE t AS SELECT range AS n FROM range(3)',
    { sql: 'SELECT n::INTEGER AS n, $x AS x FROM t', values: { x: 'a' } },
  ];
  const table = await open().ask({ statements }, { limitMs });
  assert.deepEqual(table, {
    names: ['n', 'x'],
    columns: [
      [0, 1, 2],
      ['a', 'a', 'a'],
    ],
  });
});

test('what takes longer than its limit fails as too costly, whether it has begun or not, and others go on', async () => {
  const duckdb = open();
  const atOnce = await fails(duckdb, long, 1); // the process has not even started
  assert.equal((atOnce as { code: string }).code, 'too_costly');
  const { pid } = duckdb;
  const [late, other] = await Promise.all([fails(duckdb, long, 100), duckdb.ask(one, { limitMs })]);
  assert.equal((late as { code: string }).code, 'too_costly');
  assert.deepEqual(other.columns, [[1]]);
  assert.equal(duckdb.pid, pid, 'nobody had to be killed');
});

test('what takes more memory than there is fails as too costly, and the process lives', async () => {
  const duckdb = open();
  assert.equal(((await fails(duckdb, large)) as { code: string }).code, 'too_costly');
  assert.deepEqual((await duckdb.ask(one, { limitMs })).columns, [[1]]);
});

test('what gathers values beyond what its process may take fails as too costly, and another process answers what is next', async () => {
  const duckdb = open({ residentBytes: 320 * 1_048_576 });
  await duckdb.ask(one, { limitMs });
  const { pid } = duckdb;
  const gathering = { statements: ['SELECT quantile_cont(range::DOUBLE, 0.5) FROM range(1000000000)'] };
  await assert.rejects(duckdb.ask(gathering, { limitMs }), { code: 'too_costly', message: /MARKET_MEMORY/ });
  assert.deepEqual((await duckdb.ask(one, { limitMs })).columns, [[1]]);
  assert.notEqual(duckdb.pid, pid);
  await hasEnded(pid ?? 0); // and with it its memory is given back
});

test('what nobody waits for any more is cancelled, and fails with the reason of the signal', async () => {
  const duckdb = open();
  await duckdb.ask(one, { limitMs });
  const { pid } = duckdb;
  const stop = new AbortController();
  const asked = duckdb.ask(long, { limitMs, signal: stop.signal });
  await sleep(50);
  const reason = new Error('the client has gone');
  stop.abort(reason);
  await assert.rejects(asked, reason);
  await assert.rejects(duckdb.ask(long, { limitMs, signal: stop.signal }), reason);
  assert.deepEqual((await duckdb.ask(one, { limitMs })).columns, [[1]]);
  assert.equal(duckdb.pid, pid);
});

test('where the process is killed, what was asked fails as unavailable, and the next question starts another one', async () => {
  const duckdb = open();
  await duckdb.ask(one, { limitMs });
  const { pid = 0 } = duckdb;
  const asked = fails(duckdb);
  process.kill(pid, 'SIGKILL');
  assert.equal(((await asked) as { code: string }).code, 'unavailable');
  assert.deepEqual((await duckdb.ask(one, { limitMs })).columns, [[1]]);
  assert.notEqual(duckdb.pid, pid);
});

test('a question that comes right when the process dies is answered or fails, and is never left waiting', async () => {
  const duckdb = open();
  for (let round = 0; round < 5; round += 1) {
    await duckdb.ask(one, { limitMs });
    process.kill(duckdb.pid ?? 0, 'SIGKILL');
    for (let n = 0; n < 20; n += 1) {
      const end = await duckdb.ask(one, { limitMs: 5_000 }).then(
        () => 'answered',
        (error) => error.code,
      );
      assert.match(end, /^(answered|unavailable)$/);
      if (end === 'answered') break;
    }
  }
});

test('where nothing is asked for a while the process ends, and starts again when something is', async () => {
  const duckdb = open({ idleMs: 30 });
  await duckdb.ask(one, { limitMs });
  const { pid = 0 } = duckdb;
  await hasEnded(pid);
  assert.equal(duckdb.pid, undefined);
  assert.deepEqual((await duckdb.ask(one, { limitMs })).columns, [[1]]);
});

test('after many questions another process takes its place, while what is under way is still answered', async () => {
  const duckdb = open({ mostAsked: 3 });
  const slow = duckdb.ask({ statements: [big, ...one.statements] }, { limitMs });
  const pids: number[] = [];
  for (let n = 0; n < 7; n += 1) {
    assert.deepEqual((await duckdb.ask(one, { limitMs })).columns, [[1]]);
    pids.push(duckdb.pid ?? 0);
  }
  assert.deepEqual((await slow).columns, [[1]]);
  assert.equal(new Set(pids).size, 3);
  const [first = 0, , second = 0] = pids;
  await Promise.all([first, second].map(hasEnded));
});

test('closed while it is asked, what was asked fails, and the process is gone', async () => {
  const duckdb = open();
  await duckdb.ask(one, { limitMs });
  const { pid = 0 } = duckdb;
  const asked = fails(duckdb);
  await sleep(50);
  await duckdb.close();
  assert.equal(((await asked) as { code: string }).code, 'unavailable');
  await hasEnded(pid);
});

const counted = {
  statements: [big, 'SELECT count(*)::INTEGER FROM big WHERE length(t) = 256 AND left(t, 32) = md5(rowid::VARCHAR)'],
};
const held = { statements: [big, ...long.statements] };

test('what does not fit into memory is put on disk, by two processes side by side, and is gone afterwards', async () => {
  const spillFolder = join(folder, 'shared');
  const [one, other] = [open({ spillFolder }), open({ spillFolder })];
  const answers = await Promise.all([one, other].map((duckdb) => duckdb.ask(counted, { limitMs })));
  for (const { columns } of answers) assert.deepEqual(columns, [[800_000]]);
  const failing = Promise.all([one, other].map((duckdb) => fails(duckdb, held)));
  await until('both have put something there', async () => {
    const folders = await readdir(spillFolder);
    const files = await Promise.all(folders.map((name) => readdir(join(spillFolder, name))));
    return files.filter((each) => each.length > 0).length === 2;
  });
  process.kill(one.pid ?? 0, 'SIGKILL');
  await other.close();
  await failing;
  await until('nothing is left', async () => (await readdir(spillFolder)).length === 0);
});

test('what was idle for days puts things on disk again, though another one took its folder for abandoned', async () => {
  const spillFolder = join(folder, 'idle');
  const idle = open({ spillFolder });
  await idle.ask(counted, { limitMs });
  const [name = ''] = await readdir(spillFolder);
  const longAgo = new Date(Date.now() - 172_800_000);
  await utimes(join(spillFolder, name), longAgo, longAgo);
  await open({ spillFolder }).ask(one, { limitMs });
  await until('it is taken out', async () => !(await readdir(spillFolder)).includes(name));
  assert.deepEqual((await idle.ask(counted, { limitMs })).columns, [[800_000]]);
});

test('where nothing can be put on disk, what fits into memory is answered', async () => {
  const spillFolder = join(folder, 'file');
  await writeFile(spillFolder, '');
  const duckdb = open({ spillFolder });
  assert.deepEqual((await duckdb.ask(one, { limitMs })).columns, [[1]]);
  const { code, cause } = (await fails(duckdb, counted)) as AppError;
  assert.equal(code, 'unavailable');
  assert.match(String(cause), /DuckDB: .*director/, 'the log tells why');
});

test('where the one that asks is killed, the process ends, whatever it is doing', async () => {
  const asker = `
    import { DuckDbProcess } from './src/market/duckdb/duckdb-process.ts';
    const settings = { threads: 1, memoryBytes: 2 ** 27, spillFolder: ${JSON.stringify(join(folder, 'spill'))}, niceness: 0 };
    const duckdb = new DuckDbProcess(settings);
    void duckdb.ask(${JSON.stringify(long)}, { limitMs: 60_000 });
    process.stdout.write(String(duckdb.pid));`;
  const asking = spawn(process.execPath, ['--input-type=module-typescript', '--eval', asker], { stdio: 'pipe' });
  const [pid] = await once(asking.stdout, 'data');
  await sleep(500);
  asking.kill('SIGKILL');
  await hasEnded(Number(String(pid)));
});
