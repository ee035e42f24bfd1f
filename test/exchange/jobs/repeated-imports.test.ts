import assert from 'node:assert/strict';
import { PassThrough } from 'node:stream';
import { beforeEach, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import { selectUnclaimed } from '../../../src/exchange/jobs/import-jobs.sql.ts';
import { runImport } from '../../../src/exchange/jobs/run-import.ts';
import { storeBody } from '../../../src/exchange/jobs/store-body.ts';
import { unlessSilent } from '../../../src/exchange/jobs/unless-silent.ts';
import { holdingImports } from '../../support/held-up.ts';
import { ImportWorld } from '../../support/import-world.ts';
import { someListing } from '../../support/listings.ts';
import { bookOf, observationLine } from '../../support/observations.ts';
import { openSocket, readAnswers } from '../../support/raw-http.ts';
import { startTestApi } from '../../support/test-api.ts';
import { until } from '../../support/until.ts';

const world = new ImportWorld({ limits: { headersTimeout: 500, requestTimeout: 800 } });
beforeEach(async () => {
  await world.api.sql('DELETE FROM listing');
  await world.api.sql('DELETE FROM import_job');
});

const lines = Array.from({ length: 60 }, (_, n) => observationLine(`ref-${n}`, '2020-01-01T00:00:00Z'));
const unfinished = async () => await world.api.sql("SELECT FROM import_job WHERE status <> 'done'");

test('the same body under the same key is the same import, and another one is refused', async () => {
  const headers = { 'idempotency-key': '"twice"', prefer: 'wait' };
  const first = await world.post(lines, headers);
  assert.deepEqual([first.status, first.body.listings_created], [200, 60]);
  const again = await world.post(lines, headers);
  assert.deepEqual(again.body, first.body);
  const other = await world.post(lines.slice(1), headers);
  assert.deepEqual([other.status, other.body.type], [422, '/problems/idempotency-key-reused']);
  const wish = await world.post(lines, headers, '?dry_run=true');
  assert.equal(wish.status, 422);
});

test('of the same import sent several times at once one is taken, and the others are told to wait', async () => {
  const headers = { 'idempotency-key': '"at-once"' };
  const answers = await Promise.all(Array.from({ length: 6 }, () => world.post(lines, headers)));
  const ids = new Set(answers.filter(({ status }) => status === 202).map(({ body }) => body.id));
  assert.equal(ids.size, 1);
  assert.ok(answers.every(({ status, body }) => status === 202 || body.type === '/problems/in-progress'));
  const [id = 0] = ids;
  assert.equal((await world.finished(id)).listings_created, 60);
});

const bytes = Buffer.from(`${lines.join('\n')}\n`);
const head = (key: string) =>
  `POST /imports HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-ndjson\r\nIdempotency-Key: "${key}"\r\nContent-Length: ${bytes.length}\r\n\r\n`;

test('a body that breaks off leaves nothing, and can be sent again under its key', async () => {
  const socket = await openSocket(world.api.base);
  socket.write(head('cut'));
  socket.write(bytes.subarray(0, 5_000));
  await until('it is coming in', async () => (await world.api.sql('SELECT FROM import_job')).length === 1);
  assert.equal((await world.post(lines, { 'idempotency-key': '"cut"' })).body.type, '/problems/in-progress');
  socket.destroy();
  await until('it is forgotten', async () => (await world.api.sql('SELECT FROM import_job')).length === 0);
  const { status, body } = await world.post(lines, { 'idempotency-key': '"cut"', prefer: 'wait' });
  assert.deepEqual([status, body.listings_created], [200, 60]);
});

test('a body whose process died can be sent again after a while, and what the first still brings is not taken', async () => {
  const socket = await openSocket(world.api.base);
  socket.write(head('dead'));
  socket.write(bytes.subarray(0, 5_000));
  await until('it is coming in', async () => (await world.api.sql('SELECT FROM import_job')).length === 1);
  await world.api.sql("UPDATE import_job SET updated_date = now() - interval '2 minutes'");
  const { status, body } = await world.post(lines, { 'idempotency-key': '"dead"', prefer: 'wait' });
  assert.deepEqual([status, body.listings_created], [200, 60]);
  socket.write(bytes.subarray(5_000));
  const answer = await new Promise<string>((resolve) => socket.once('data', (data) => resolve(String(data))));
  socket.destroy();
  assert.match(answer, /^HTTP\/1.1 409 /);
  assert.deepEqual(await world.api.sql('SELECT FROM import_body'), []);
  assert.equal((await world.api.call('GET', `/imports/${body.id}`)).body.status, 'done');
});

test('a body may take longer than other requests may, as long as it keeps coming', async () => {
  const socket = await openSocket(world.api.base);
  socket.write(head('slow'));
  const step = Math.ceil(bytes.length / 8);
  for (let at = 0; at < bytes.length; at += step) {
    await sleep(300);
    socket.write(bytes.subarray(at, at + step));
  }
  const answer = await new Promise<string>((resolve) => socket.once('data', (data) => resolve(String(data))));
  socket.destroy();
  assert.match(answer, /^HTTP\/1.1 202 /);
});

test('a body that falls silent is given up, however slow the one is who takes it', async () => {
  const body = new PassThrough();
  const taken: string[] = [];
  const taking = (async () => {
    for await (const chunk of unlessSilent(body, 50)) {
      taken.push(String(chunk));
      await sleep(120);
    }
  })();
  body.write('a');
  await sleep(20);
  body.write('b');
  await assert.rejects(taking, { code: 'timed_out' });
  assert.deepEqual(taken, ['a', 'b']);
});

test('a body that breaks off is told so, zipped or not', async () => {
  const [row] = await world.api.sql<{ id: number; upload: number }>(
    `INSERT INTO import_job (format, dry_run, strict) VALUES ('ndjson', false, false) RETURNING id, upload`,
  );
  assert.ok(row);
  for (const begin of [Buffer.from('{"a"'), gzipSync('{"a"').subarray(0, 12)]) {
    const body = new PassThrough();
    const storing = storeBody(body, { zipped: false, into: { db: world.api.db.writes, upload: row } });
    body.write(begin);
    body.destroy(new Error('aborted'));
    await assert.rejects(storing, { code: 'malformed', message: 'The body broke off.' });
  }
});

test('an import that was stopped goes on after the batches that were written, and counts each once', async () => {
  await world.stopWorker();
  const many = Array.from({ length: 20_000 }, (_, n) =>
    observationLine(`ref-${String(n % 10_000).padStart(5, '0')}`, `202${n < 10_000 ? 0 : 1}-01-01T00:00:00Z`, {
      latest_price_eur: n,
    }),
  );
  const { body } = await world.post(many, { 'idempotency-key': '"stopped"' });
  const stop = new AbortController();
  const running = runImport(world.api.db, body.id, stop.signal);
  await until('a batch is written', async () => {
    const [sum] = await world.api.sql<{ created: number }>('SELECT sum(created)::integer AS created FROM import_part');
    return (sum?.created ?? 0) > 0;
  });
  await holdingImports(world.api, async () => stop.abort(new Error('stopped')));
  await assert.rejects(running, /abort|stopped/i);
  const then = (await world.api.call('GET', `/imports/${body.id}`)).body;
  assert.ok(then.listings_created > 0 && then.listings_created < 10_000, String(then.listings_created));
  world.startWorker();
  const found = await world.finished(body.id);
  assert.deepEqual(
    [found.lines, found.listings, found.listings_created, found.listings_updated, found.listings_unchanged],
    [20_000, 10_000, 10_000, 0, 0],
  );
  assert.equal(found.prices_added, 20_000);
  const [prices] = await world.api.sql<{ count: number }>('SELECT count(*) FROM listing_price');
  assert.equal(Number(prices?.count), 20_000);
  const again = await world.post(many, { 'idempotency-key': '"stopped"' });
  assert.deepEqual([again.status, again.body.id], [202, body.id]);
  assert.deepEqual(await unfinished(), []);
});

test('where the claim of an import is lost another attempt goes on, what the first one still writes is not counted twice, and the end is the right one', async () => {
  await world.stopWorker();
  const many = Array.from({ length: 12_000 }, (_, n) =>
    observationLine(`ref-${n % 6_000}`, `202${n < 6_000 ? 0 : 1}-01-01T00:00:00Z`, { latest_price_eur: n }),
  );
  const { body } = await world.post(many);
  const running = [runImport(world.api.db, body.id, new AbortController().signal)];
  await until('a batch is written', async () => {
    const [sum] = await world.api.sql<{ created: number }>('SELECT sum(created)::integer AS created FROM import_part');
    return (sum?.created ?? 0) > 0;
  });
  await world.api.sql(
    `SELECT pg_terminate_backend(pid) FROM pg_locks JOIN pg_database AS d ON d.oid = database
     WHERE locktype = 'advisory' AND classid = 20616 AND datname = current_database()`,
  );
  running.push(runImport(world.api.db, body.id, new AbortController().signal));
  await Promise.allSettled(running);
  world.startWorker();
  const found = await world.finished(body.id);
  assert.deepEqual(
    [found.status, found.listings_created, found.listings_updated, found.listings_unchanged, found.prices_added],
    ['done', 6_000, 0, 0, 12_000],
  );
  await sleep(200);
  assert.deepEqual((await world.api.call('GET', `/imports/${body.id}`)).body, found);
});

test('an import that is stopped again and again comes to its end, and lets others go first meanwhile', async () => {
  await world.stopWorker();
  const first = (await world.post(lines)).body;
  const second = (await world.post(lines.map((line) => line.replace('ref-', 'other-')))).body;
  const stopped = AbortSignal.abort(new Error('stopped'));
  for (let n = 0; n < 25; n += 1) await assert.rejects(runImport(world.api.db, first.id, stopped));
  assert.equal(await selectUnclaimed(world.api.db.reads), second.id);
  await world.api.sql("UPDATE import_job SET due_date = now() + interval '1 hour' WHERE id = $1", [second.id]);
  assert.equal(await selectUnclaimed(world.api.db.reads), first.id);
  await world.api.sql('UPDATE import_job SET due_date = now()');
  world.startWorker();
  for (const { id } of [first, second]) assert.equal((await world.finished(id)).listings_created, 60);
});

test('an import over which each worker dies is given up', async () => {
  await world.stopWorker();
  const { body } = await world.post(lines);
  await world.api.sql('UPDATE import_job SET deaths = 20');
  world.startWorker();
  const found = await world.finished(body.id);
  assert.equal(found.status, 'failed');
  assert.match(found.failure, /died over it, 20 times/);
});

test('a line without observed_at is about when it came in, not when a worker had time', async () => {
  await world.stopWorker();
  const [line = ''] = lines.map((each) => each.replace('"observed_at":"2020-01-01T00:00:00Z",', ''));
  const { body } = await world.post([line]);
  await world.api.call('POST', '/listings', { ...someListing(), reference: 'ref-0', latest_price_eur: 120 });
  world.startWorker();
  await world.finished(body.id);
  const [row] = await world.api.sql("SELECT price FROM listing WHERE reference = 'ref-0'");
  assert.equal(row?.price, 120);
});

test('a body that is slow counts as coming in', async () => {
  const [row] = await world.api.sql<{ id: number; upload: number }>(
    `INSERT INTO import_job (format, dry_run, strict, updated_date) VALUES ('ndjson', false, false, now() - interval '1 hour')
     RETURNING id, upload`,
  );
  assert.ok(row);
  const body = new PassThrough();
  const storing = storeBody(body, { zipped: false, into: { db: world.api.db.writes, upload: row }, saidEvery: 0 });
  const late = "SELECT FROM import_job WHERE updated_date < now() - interval '1 minute'";
  body.write('{}');
  await until('it is said', async () => (await world.api.sql(late)).length === 0);
  body.end();
  await storing;
});

for (const [what, type] of [
  ['too late', 'application/x-ndjson'],
  ['of another kind', 'application/json'],
]) {
  test(`an answer before all of a body that is ${what} has come is the only one`, async () => {
    const socket = await openSocket(world.api.base);
    socket.write(`POST /imports?x=1 HTTP/1.1\r\nHost: x\r\nContent-Type: ${type}\r\nContent-Length: 1000\r\n\r\nabc`);
    const answers = await readAnswers(socket);
    assert.equal(answers.length, 1);
    assert.equal(answers[0]?.headers.get('connection'), 'close');
  });
}

test('one that failed goes on when its body comes again under its key', async () => {
  await world.api.sql(
    `CREATE FUNCTION somebodys() RETURNS trigger LANGUAGE plpgsql AS
       $$ BEGIN IF NEW.reference = 'ref-7' THEN RETURN NULL; END IF; RETURN NEW; END $$;
     CREATE TRIGGER somebodys BEFORE INSERT ON listing FOR EACH ROW EXECUTE FUNCTION somebodys()`,
  );
  const headers = { 'idempotency-key': '"failed"', prefer: 'wait' };
  const failed = await world.post(lines, headers);
  assert.deepEqual([failed.status, failed.body.type], [409, '/problems/conflict']);
  assert.match(failed.body.detail, /reference ref-7/);
  await world.api.sql('DROP FUNCTION somebodys CASCADE');
  assert.equal((await world.post(lines.slice(1), headers)).status, 422, 'another body');
  const { status, body } = await world.post(lines, headers);
  assert.deepEqual([status, body.status, body.listings_created], [200, 'done', 60]);
  assert.equal((await bookOf(world.api)).length, 60);
});

test('who waits for an import when the server closes is told how far it is', async () => {
  const closing = await startTestApi();
  const path = '/imports';
  const waiting = closing.call('POST', path, lines[0], { 'content-type': 'application/x-ndjson', prefer: 'wait' });
  await until('it is there', async () => (await closing.sql('SELECT FROM import_job')).length === 1);
  const begun = performance.now();
  await closing.stop();
  const { status, body } = await waiting;
  assert.deepEqual([status, body.status], [202, 'waiting']);
  assert.ok(performance.now() - begun < 8_000, 'rather than waited for until the time for closing is over');
});
