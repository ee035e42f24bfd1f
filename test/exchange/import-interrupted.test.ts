import assert from 'node:assert/strict';
import { PassThrough } from 'node:stream';
import { after, before, test } from 'node:test';
import { importObservations } from '../../src/exchange/import-observations.ts';
import { bookOf, importLines, observationLine } from '../support/observations.ts';
import { createTestDatabase, type TestDatabase } from '../support/test-database.ts';
import { until } from '../support/until.ts';

let whole: TestDatabase;
let cut: TestDatabase;
before(async () => {
  [whole, cut] = await Promise.all([createTestDatabase(), createTestDatabase()]);
});
after(async () => await Promise.all([whole.drop(), cut.drop()]));

const batchLines = 500;
// More references than a batch has, each with a history and a superseded line.
const lines = [1, 2, 3, 4].flatMap((month) =>
  Array.from({ length: 800 }, (_, n) =>
    observationLine(`ref-${n}`, `2020-0${Math.min(month, 3)}-01T00:00:00Z`, {
      latest_price_eur: 1000 + ((n * month) % 7),
    }),
  ),
);

test('an import that is cut off at any point and run again leaves what one run leaves', async () => {
  await importLines(whole, lines);
  const book = await bookOf(whole);
  let seen = 0;
  for (const stopAt of [1, 2]) {
    const dying = importLines(cut, lines, {
      batchLines,
      onProgress: (progress) => {
        if (progress.phase !== 'writing') return;
        seen += 1;
        if (seen >= stopAt) throw new Error('killed');
      },
    });
    await assert.rejects(dying, /killed/);
    const [{ partial } = { partial: 0 }] = await cut.sql<{ partial: number }>(
      'SELECT count(*) AS partial FROM listing',
    );
    assert.ok(partial > 0 && partial < 800, 'it was cut off in the middle');
    seen = 0;
  }
  await importLines(cut, lines);
  assert.deepEqual(await bookOf(cut), book);
});

test('two imports of one file at once leave what one leaves', async () => {
  await cut.sql('DELETE FROM listing');
  const [one, other] = await Promise.all([
    importLines(cut, lines, { batchLines }),
    importLines(cut, lines, { batchLines }),
  ]);
  assert.equal(one.created + other.created, 800);
  assert.equal(one.pricesAdded + other.pricesAdded, (await cut.sql('SELECT FROM listing_price')).length);
  assert.deepEqual(await bookOf(cut), await bookOf(whole));
});

test('where one of the sessions is lost, all end, even while the source is silent', async () => {
  await cut.sql('DELETE FROM listing');
  const source = new PassThrough(); // of which nothing more comes, and no end
  source.write(`${lines.join('\n')}\n`);
  const lost = importObservations(cut.db, source, { sessions: 3 });
  const staging = () =>
    cut.sql<{ pid: number }>(
      "SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND query LIKE 'COPY import_line%' ORDER BY pid",
    );
  await until('all stage', async () => (await staging()).length === 3);
  await cut.sql('SELECT pg_terminate_backend($1)', [(await staging())[1]?.pid]);
  await assert.rejects(lost, { code: 'unavailable' });
  await until('none is left', async () => (await staging()).length === 0);
  assert.deepEqual(await cut.sql('SELECT FROM listing'), []);
});

test('however many sessions write, the book is the same', async () => {
  for (const sessions of [1, 3]) {
    await cut.sql('DELETE FROM listing');
    const report = await importLines(cut, lines, { batchLines, sessions });
    assert.deepEqual([report.created, report.superseded], [800, 800]);
    assert.deepEqual(await bookOf(cut), await bookOf(whole));
  }
});
