import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { bookOf, importLines, observationLine } from '../support/observations.ts';
import { createTestDatabase, type TestDatabase } from '../support/test-database.ts';
import { until } from '../support/until.ts';

let database: TestDatabase;
before(async () => {
  database = await createTestDatabase();
});
beforeEach(async () => {
  await database.sql('DELETE FROM listing');
});
after(async () => await database.drop());

const pricesOf = async (reference: string) =>
  await database.sql<{ at: string; price: number }>(
    `SELECT effective_at AS at, price_eur AS price FROM listing_price JOIN listing ON id = listing_id
     WHERE reference = $1 ORDER BY effective_at, recorded_at`,
    [reference],
  );

test('observations become listings with their prices at the times they were observed', async () => {
  const report = await importLines(database, [
    observationLine('a', '2020-01-01T00:00:00Z', { latest_price_eur: 100 }),
    observationLine('b', '2020-01-01T00:00:00Z', { latest_price_eur: 70.55 }),
    observationLine('a', '2020-02-01T10:00:00.1239+01:00', { latest_price_eur: 90, name: 'Flat, reduced' }),
    observationLine('a', '2020-03-01T00:00:00Z', { latest_price_eur: 90, name: 'Flat, reduced' }),
  ]);
  assert.deepEqual(report, {
    ...{ lines: 4, created: 2, updated: 0, unchanged: 0, pricesAdded: 3, superseded: 0, refused: 0 },
    reasons: [],
  });
  assert.deepEqual(await pricesOf('a'), [
    { at: '2020-01-01T00:00:00.000Z', price: 100 },
    { at: '2020-02-01T09:00:00.123Z', price: 90 },
  ]);
  const [a] = await database.sql(
    "SELECT name, price, created_date, updated_date, version FROM listing WHERE reference = 'a'",
  );
  assert.deepEqual(a, {
    ...{ name: 'Flat, reduced', price: 90, version: 2 },
    ...{ created_date: '2020-01-01T00:00:00.000Z', updated_date: '2020-02-01T09:00:00.123Z' },
  });
});

test('H2: the same file twice, and the same line twice, leave nothing new', async () => {
  const lines = [
    observationLine('a', '2020-01-01T00:00:00Z', { latest_price_eur: 100 }),
    observationLine('a', '2020-01-01T00:00:00Z', { latest_price_eur: 100 }),
    observationLine('a', '2020-02-01T00:00:00Z', { latest_price_eur: 110 }),
    observationLine('a', '2020-03-01T00:00:00Z', { latest_price_eur: 100, contact_phone_number: '+33612345678' }),
  ];
  const first = await importLines(database, lines);
  assert.equal(first.superseded, 1);
  const book = await bookOf(database);
  const second = await importLines(database, lines);
  assert.deepEqual(await bookOf(database), book);
  assert.deepEqual([second.created, second.updated, second.unchanged, second.pricesAdded], [0, 0, 1, 0]);
});

test('of several lines about one instant the last of the file counts, however far apart they stand', async () => {
  const others = Array.from({ length: 3000 }, (_, n) => observationLine(`other-${n}`, '2021-01-01T00:00:00Z'));
  const lines = [
    observationLine('a', '2020-01-01T00:00:00Z', { latest_price_eur: 1 }),
    ...others,
    observationLine('a', '2020-01-01T00:00:00Z', { latest_price_eur: 2 }),
    observationLine('a', '2020-01-01T01:00:00+01:00', { latest_price_eur: 3 }),
  ];
  const report = await importLines(database, lines);
  assert.equal(report.superseded, 2);
  assert.deepEqual(await pricesOf('a'), [{ at: '2020-01-01T00:00:00.000Z', price: 3 }]);
});

test('lines need not stand in the order of time', async () => {
  const lines = [3, 1, 2].map((month) =>
    observationLine('a', `2020-0${month}-01T00:00:00Z`, { latest_price_eur: month, name: `as of ${month}` }),
  );
  await importLines(database, lines);
  assert.deepEqual(
    (await pricesOf('a')).map(({ price }) => price),
    [1, 2, 3],
  );
  assert.deepEqual(await database.sql('SELECT name FROM listing'), [{ name: 'as of 3' }]);
});

test('late lines add to the history what it did not know, and leave the listing as it is', async () => {
  await importLines(database, [
    observationLine('a', '2020-01-01T00:00:00Z', { latest_price_eur: 100 }),
    observationLine('a', '2020-06-01T00:00:00Z', { latest_price_eur: 200 }),
  ]);
  const late = [
    observationLine('a', '2019-12-01T00:00:00Z', { latest_price_eur: 90 }),
    observationLine('a', '2020-02-01T00:00:00Z', { latest_price_eur: 100 }), // known: holds since January
    observationLine('a', '2020-03-01T00:00:00Z', { latest_price_eur: 150, name: 'an old name' }),
    observationLine('a', '2020-04-01T00:00:00Z', { latest_price_eur: 150 }),
    observationLine('a', '2020-05-01T00:00:00Z', { latest_price_eur: 100 }),
  ];
  const report = await importLines(database, late);
  assert.deepEqual([report.created, report.updated, report.unchanged, report.pricesAdded], [0, 1, 0, 3]);
  const history = [90, 100, 150, 100, 200];
  assert.deepEqual(
    (await pricesOf('a')).map(({ price }) => price),
    history,
  );
  const again = await importLines(database, late);
  assert.deepEqual([again.unchanged, again.pricesAdded], [1, 0]);
  const [a] = await database.sql('SELECT name, price, updated_date FROM listing');
  assert.deepEqual(a, { name: 'Flat in Perpinyà', price: 200, updated_date: '2020-06-01T00:00:00.000Z' });
});

test('bad lines are refused with their number and what is wrong, by the rules of the API; the others are written', async () => {
  const good = (reference: string) => observationLine(reference, '2020-01-01T00:00:00Z');
  const report = await importLines(database, [
    good('a'),
    '{"reference":',
    observationLine('b', '2020-01-01T00:00:00Z', { latest_price_eur: 1.005, rooms_count: 0 }),
    '',
    observationLine('c', '2020-02-30T00:00:00Z'),
    observationLine('d', '2999-01-01T00:00:00Z'),
    good('e').replace('Bright', 'Br\\u0000ght'),
    good('f').replace('Bright', 'Br\\ud800ght'),
    Buffer.concat([Buffer.from('{"name":"'), Buffer.from([0xff]), Buffer.from('"}\n')]),
    good('g').replace('{', '{"__proto__":{},'),
    good('h').replace('100000', 'NaN'),
    good('i').replace('100000', '1e400'),
    `${good('j')}${good('k')}`,
    JSON.stringify({ ...JSON.parse(good('l')), description: 'x'.repeat(1_100_000) }),
    'null',
    good('m').replace('"observed_at":"2020-01-01T00:00:00Z"', '"observed_at":"2020-01-01"'),
    good('z'),
  ]);
  assert.deepEqual(await database.sql('SELECT reference FROM listing ORDER BY reference'), [
    { reference: 'a' },
    { reference: 'z' },
  ]);
  assert.deepEqual(
    report.reasons.map((reason) => Number.parseInt(reason, 10)),
    [2, 3, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16],
  );
  assert.deepEqual([report.lines, report.refused, report.created], [16, 14, 2]);
  assert.match(
    report.reasons[1] ?? '',
    /\/latest_price_eur must have at most two decimals; \/rooms_count must be a whole number from 1/,
  );
  assert.match(report.reasons[3] ?? '', /future/);
});

test('of duplicate members in a line the last one counts, as in the API', async () => {
  await importLines(database, [observationLine('a', '2020-01-01T00:00:00Z').replace('{', '{"name":"first",')]);
  assert.deepEqual(await database.sql('SELECT name FROM listing'), [{ name: 'Flat in Perpinyà' }]);
});

test('--strict writes nothing at all if a line is bad', async () => {
  const report = await importLines(database, [observationLine('a', '2020-01-01T00:00:00Z'), '{}'], { strict: true });
  assert.deepEqual([report.refused, report.created], [1, 0]);
  assert.deepEqual(await database.sql('SELECT FROM listing'), []);
});

test('--dry-run reports what would happen and writes nothing', async () => {
  await importLines(database, [observationLine('a', '2020-01-01T00:00:00Z')]);
  const book = await bookOf(database);
  const lines = [
    observationLine('a', '2020-02-01T00:00:00Z', { latest_price_eur: 5 }),
    observationLine('b', '2020-01-01T00:00:00Z'),
  ];
  const report = await importLines(database, lines, { dryRun: true });
  assert.deepEqual([report.created, report.updated, report.pricesAdded], [1, 1, 2]);
  assert.deepEqual(await bookOf(database), book);
});

test('--dry-run holds a listing up for no longer than an import does', async () => {
  const lines = (name: string) =>
    ['a', 'b'].map((reference, n) => observationLine(reference, `202${n}-01-01T00:00:00Z`, { name }));
  await importLines(database, lines('Flat'));
  await database.db.session(async (other) => {
    const importing = await other.transaction(async (tx) => {
      await tx.query({ text: "SELECT FROM listing WHERE reference = 'b' FOR UPDATE" });
      const report = importLines(database, lines('Loft'), { dryRun: true, batchLines: 1, sessions: 1 });
      report.catch(() => {}); // it is awaited below
      await until('the import waits for b', async () => {
        const waiting = "datname = current_database() AND wait_event_type = 'Lock'";
        return (await database.sql(`SELECT FROM pg_stat_activity WHERE ${waiting}`)).length > 0;
      });
      await tx.query({ text: "SET LOCAL lock_timeout = '2s'" });
      await tx.query({ text: "UPDATE listing SET price = 7 WHERE reference = 'a'" });
      return { report };
    });
    assert.equal((await importing.report).updated, 2);
  });
  assert.deepEqual(await database.sql('SELECT name, price FROM listing ORDER BY reference'), [
    { name: 'Flat', price: 7 },
    { name: 'Flat', price: 100_000 },
  ]);
});

test('gzip is recognised, in chunks of any size and of several members; a broken one writes nothing', async () => {
  const text = (reference: string) => `${observationLine(reference, '2020-01-01T00:00:00Z')}\r\n`;
  const zipped = Buffer.concat([gzipSync(text('a')), gzipSync(text('b'))]);
  const bytes = Array.from(zipped, (byte) => Buffer.from([byte]));
  assert.equal((await importLines(database, bytes)).created, 2);
  await assert.rejects(importLines(database, [gzipSync(text('c')).subarray(0, 60)]), { code: 'malformed' });
  assert.equal((await database.sql('SELECT FROM listing')).length, 2);
});

test('an empty file is no error', async () => {
  assert.equal((await importLines(database, [])).lines, 0);
  assert.equal((await importLines(database, [Buffer.from('\n \n\t\r\n')])).lines, 0);
});

test('a line without observed_at is about now', async () => {
  const line = observationLine('a', '').replace('"observed_at":"",', '');
  await importLines(database, [line]);
  const [a] = await database.sql<{ ok: boolean }>(
    "SELECT now() - updated_date < '1 minute' AND updated_date <= now() AS ok FROM listing",
  );
  assert.deepEqual(a, { ok: true });
  assert.equal((await importLines(database, [line])).unchanged, 1);
});

test('lines without observed_at are all about one instant, so that the last one counts', async () => {
  const line = (price: number) =>
    observationLine('a', '', { latest_price_eur: price }).replace('"observed_at":"",', '');
  const lines = Array.from({ length: 2_000 }, (_, n) => line(100 + (n % 2) * 50));
  const report = await importLines(database, lines);
  assert.deepEqual([report.superseded, report.pricesAdded], [1_999, 1]);
  assert.equal((await importLines(database, lines)).pricesAdded, 0);
});
