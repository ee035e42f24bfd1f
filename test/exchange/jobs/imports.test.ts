import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { csvTemplate } from '../../../src/exchange/csv-columns.ts';
import { forgetOldImports } from '../../../src/exchange/jobs/forget-old-imports.ts';
import { ImportWorld } from '../../support/import-world.ts';
import { observationLine } from '../../support/observations.ts';

const world = new ImportWorld();
beforeEach(async () => {
  await world.api.sql('DELETE FROM listing');
});

const waiting = { prefer: 'wait' };
const line = (reference: string, overrides = {}) => observationLine(reference, '2020-01-01T00:00:00Z', overrides);
const references = async () =>
  (await world.api.sql<{ reference: string }>('SELECT reference FROM listing ORDER BY reference')).map(
    ({ reference }) => reference,
  );

test('an import is taken in, done by a worker, and tells how far it is', async () => {
  const taken = await world.post([line('a'), line('b'), '', '{"reference":1}', line('a', { latest_price_eur: 5 })]);
  assert.equal(taken.status, 202, taken.text);
  const { id } = taken.body;
  assert.equal(taken.headers.get('location'), `/imports/${id}`);
  const { created_date, finished_date, ...found } = await world.finished(id);
  assert.ok(Date.parse(finished_date) >= Date.parse(created_date));
  assert.deepEqual(found, {
    ...{ id, status: 'done', format: 'ndjson', dry_run: false, strict: false },
    ...{ lines: 4, lines_refused: 1, lines_superseded: 1, listings: 2 },
    ...{ listings_created: 2, listings_updated: 0, listings_unchanged: 0, prices_added: 2 },
  });
  assert.deepEqual(await references(), ['a', 'b']);
  const errors = await world.api.call('GET', `/imports/${id}/errors`);
  assert.match(errors.headers.get('content-type') ?? '', /^application\/x-ndjson/);
  const told = errors.text.trimEnd().split('\n');
  assert.deepEqual(JSON.parse(told[0] ?? ''), { line: 4, pointer: '/name', reason: 'is required' });
  assert.ok(told.map((error) => JSON.parse(error)).every((error) => error.line === 4));
  assert.deepEqual(await world.api.sql('SELECT FROM import_body'), []);
});

test('Prefer: wait answers with the finished import, and wait=0 at once', async () => {
  const { status, body, headers } = await world.post([line('a')], waiting);
  assert.deepEqual([status, body.status, body.listings_created], [200, 'done', 1]);
  assert.equal(headers.get('preference-applied'), 'wait');
  const early = await world.post([line('b')], { prefer: 'respond-async, wait=0' });
  assert.equal(early.status, 202);
  assert.equal((await world.finished(early.body.id)).listings_created, 1);
});

const csv = `${csvTemplate}a,2020-01-01T00:00:00Z,Flat,Bright,HOUSE,5,50,2,1,1 rue,66000,Perpignan,FR,\r\n`;
const forms: [string, string | Buffer, Record<string, string>][] = [
  ['NDJSON', `${line('a')}\n`, {}],
  ['NDJSON, a gzip that says so', gzipSync(line('a')), { 'content-encoding': 'gzip' }],
  ['NDJSON, a gzip that does not say so', gzipSync(line('a')), { 'content-type': 'application/jsonl' }],
  ['CSV', csv, { 'content-type': 'text/csv; charset=utf-8' }],
  ['CSV, gzipped', gzipSync(csv), { 'content-type': 'text/csv', 'content-encoding': 'gzip' }],
];
for (const [what, body, headers] of forms) {
  test(`an import is taken as ${what}`, async () => {
    const answer = await world.post(body, { ...waiting, ...headers });
    assert.deepEqual([answer.status, answer.body.lines, answer.body.listings_created], [200, 1, 1], answer.text);
  });
}

test('a body of nothing is an import of nothing', async () => {
  for (const body of ['', '\n', gzipSync('')]) assert.deepEqual((await world.post(body, waiting)).body.lines, 0);
});

test('dry_run counts what would be written, and writes nothing', async () => {
  await world.post([line('a')], waiting);
  const { body } = await world.post([line('a', { name: 'Loft' }), line('b')], waiting, '?dry_run=true');
  assert.deepEqual([body.status, body.dry_run, body.listings_created, body.listings_updated], ['done', true, 1, 1]);
  assert.deepEqual(await world.api.sql('SELECT name, reference FROM listing'), [
    { name: 'Flat in Perpinyà', reference: 'a' },
  ]);
});

test('strict writes nothing where a line is refused, and says which', async () => {
  const { status, body, headers } = await world.post(
    [line('a'), line('b', { rooms_count: 0 })],
    waiting,
    '?strict=true',
  );
  assert.equal(status, 422);
  assert.deepEqual(body.errors, [
    { pointer: '/rooms_count', detail: 'line 2: must be a whole number from 1 to 2147483647' },
  ]);
  const found = (await world.api.call('GET', headers.get('location') ?? '')).body;
  assert.deepEqual([found.status, found.lines_refused, found.listings_created], ['failed', 1, 0]);
  assert.match(found.failure, /Nothing was written, since 1 of the lines was refused/);
  assert.deepEqual(await references(), []);
  assert.equal((await world.post([line('a')], waiting, '?strict=true')).status, 200);
});

const unreadable: [string, string | Buffer, Record<string, string>, number, RegExp][] = [
  ['a gzip that breaks off', gzipSync(line('a')).subarray(0, 60), {}, 400, /gzip is broken/],
  ['no gzip that says it is one', line('a'), { 'content-encoding': 'gzip' }, 400, /is no gzip/],
  ['a CSV without its columns', 'a;b\n', { 'content-type': 'text/csv' }, 422, /reference is missing/],
  ['a coding that is not read', line('a'), { 'content-encoding': 'br' }, 415, /Content-Encoding: gzip/],
  ['JSON', line('a'), { 'content-type': 'application/json' }, 415, /application\/x-ndjson.*text\/csv/],
  ['a key that is none', line('a'), { 'idempotency-key': '""' }, 422, /Idempotency-Key/],
];
for (const [what, body, headers, expected, detail] of unreadable) {
  test(`${what} is answered ${expected}, and nothing is written`, async () => {
    const answer = await world.post(body, { ...waiting, ...headers });
    assert.equal(answer.status, expected, answer.text);
    assert.match(answer.body.detail, detail);
    assert.deepEqual(await references(), []);
  });
}

test('parameters and ids that cannot be are refused', async () => {
  const { status, body } = await world.post([], {}, '?stict=true&dry_run=maybe');
  assert.deepEqual(
    [status, body.errors.map(({ parameter }: { parameter: string }) => parameter)],
    [422, ['stict', 'dry_run']],
  );
  assert.match(body.errors[1].detail, /true or false/);
  for (const path of [
    '/imports/0',
    '/imports/x',
    '/imports/99999999999',
    '/imports/2147483647',
    '/imports/999999/errors',
  ])
    assert.equal((await world.api.call('GET', path)).status, 404, path);
});

test('the template is the header of a CSV, and imports nothing', async () => {
  const { text, headers } = await world.api.call('GET', '/imports/template.csv');
  assert.match(headers.get('content-type') ?? '', /^text\/csv/);
  const { body } = await world.post(text, { ...waiting, 'content-type': 'text/csv' });
  assert.deepEqual([body.status, body.lines], ['done', 0]);
});

test('imports that ended a week ago are forgotten, and bodies that never came in whole', async () => {
  const { body } = await world.post([line('a'), 'x'], waiting);
  await world.api.sql(
    `INSERT INTO import_job (format, dry_run, strict, updated_date) VALUES ('csv', false, false, now() - interval '2 hours')`,
  );
  await forgetOldImports(world.api.db);
  assert.equal((await world.api.call('GET', `/imports/${body.id}`)).status, 200);
  assert.deepEqual(await world.api.sql("SELECT FROM import_job WHERE status = 'receiving'"), []);
  await world.api.sql("UPDATE import_job SET finished_date = now() - interval '8 days'");
  await forgetOldImports(world.api.db);
  assert.equal((await world.api.call('GET', `/imports/${body.id}`)).status, 404);
  assert.deepEqual(await world.api.sql('SELECT FROM import_error'), []);
});
