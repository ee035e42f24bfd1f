import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { csvColumns, csvTemplate } from '../../src/exchange/csv-columns.ts';
import { bookOf, type Imported, importLines, observationLine } from '../support/observations.ts';
import { createTestDatabase, type TestDatabase } from '../support/test-database.ts';

let database: TestDatabase;
before(async () => {
  database = await createTestDatabase();
});
beforeEach(async () => {
  await database.sql('DELETE FROM listing');
});
after(async () => await database.drop());

const importCsv = async (chunks: readonly Buffer[]): Promise<Imported> =>
  await importLines(database, chunks, { format: 'csv' });

/** A record of the usual listing. */
function record(reference: string, cells: Partial<Record<(typeof csvColumns)[number], string>> = {}): string {
  const usual = JSON.parse(observationLine(reference, '2020-01-01T00:00:00Z'));
  const flat: Record<string, unknown> = { ...usual, ...usual.postal_address, ...cells };
  return `${csvColumns.map((name) => quoted(String(flat[name] ?? ''))).join(',')}\r\n`;
}

function cellsOf(row: string): string[] {
  const cells = [...row.trimEnd().matchAll(/(?:"((?:[^"]|"")*)"|([^",]*))(?:,|$)/g)].slice(0, csvColumns.length);
  return cells.map(([, inQuotes, plain = '']) => inQuotes?.replaceAll('""', '"') ?? plain);
}

function quoted(text: string, delimiter = ','): string {
  return /["\r\n]/.test(text) || text.includes(delimiter) ? `"${text.replaceAll('"', '""')}"` : text;
}

test('a CSV of the template becomes what the same observations as NDJSON become, in chunks of any size', async () => {
  const odd = { name: 'Flat, "bright"', description: 'One\r\ntwo\n\nà 𝔘', contact_phone_number: '+33612345678' };
  await importLines(database, [
    observationLine('a', '2020-01-01T00:00:00Z', { ...odd, latest_price_eur: 99.5 }),
    observationLine('a', '2020-02-01T00:00:00Z', { latest_price_eur: 90 }),
    observationLine('b', '2020-01-01T00:00:00Z'),
  ]);
  const book = await bookOf(database);
  const text = `\ufeff${csvTemplate}${record('a', { ...odd, latest_price_eur: '99.50' })}\r\n${record('a', {
    ...{ observed_at: '2020-02-01T01:00:00+01:00', latest_price_eur: '90' },
  })}${record('b').trimEnd()}`;
  for (const bytes of [Buffer.from(text), gzipSync(text)]) {
    for (const length of [1, 7, bytes.length]) {
      await database.sql('DELETE FROM listing');
      const chunks = Array.from({ length: Math.ceil(bytes.length / length) }, (_, n) =>
        bytes.subarray(n * length, (n + 1) * length),
      );
      const report = await importCsv(chunks);
      assert.deepEqual([report.lines, report.created, report.pricesAdded, report.reasons], [3, 2, 3, []]);
      assert.deepEqual(await bookOf(database), book);
    }
  }
});

test('bad records are refused with the number of their line and what is wrong; the others are written', async () => {
  const report = await importCsv([
    Buffer.from(
      [
        csvTemplate,
        record('a', { description: 'two\r\nlines' }),
        record('b', { latest_price_eur: '1,5', rooms_count: '2.5' }),
        '\r\n',
        'c,2020-01-01T00:00:00Z\r\n',
        record('d', { city: '', country: 'fr' }),
        record('e', { latest_price_eur: '1e3' }),
        record('f'),
      ].join(''),
    ),
  ]);
  assert.deepEqual([report.created, report.refused], [2, 4]);
  assert.deepEqual(
    report.reasons.map((reason) => Number.parseInt(reason, 10)),
    [4, 6, 7, 8],
  );
  assert.match(
    report.reasons[0] ?? '',
    /\/latest_price_eur must be a number from 0 .*; \/rooms_count must be a whole number/,
  );
  assert.match(report.reasons[1] ?? '', /has 2 columns, and the header 14/);
  assert.match(report.reasons[2] ?? '', /\/postal_address\/city is required.*\/postal_address\/country must be an ISO/);
});

test('columns come in any order, and those that may be empty may be left out', async () => {
  const names = csvColumns.filter((name) => name !== 'observed_at' && name !== 'contact_phone_number').toReversed();
  const usual = JSON.parse(observationLine('a', ''));
  const flat: Record<string, unknown> = { ...usual, ...usual.postal_address };
  const report = await importCsv([Buffer.from(`${names}\n${names.map((name) => quoted(String(flat[name])))}\n`)]);
  assert.deepEqual([report.created, report.reasons], [1, []]);
});

test('spreadsheets may separate by semicolons or tabs, and leave empty rows and columns behind', async () => {
  for (const delimiter of [';', '\t']) {
    await database.sql('DELETE FROM listing');
    const rows = [csvTemplate, record('a', { name: 'Flat' }), record('b', { description: 'one; "two"' })];
    const text = rows
      .map((row) =>
        cellsOf(row)
          .map((cell) => quoted(cell, delimiter))
          .join(delimiter),
      )
      .join(`${delimiter}\r\n`);
    const report = await importCsv([Buffer.from(`${text}${delimiter}\r\n${delimiter.repeat(14)}\r\n`)]);
    assert.deepEqual([report.created, report.reasons], [2, []]);
  }
});

test('a value in a column without a name is refused, rather than lost', async () => {
  const report = await importCsv([Buffer.from(`${csvTemplate.trimEnd()},\r\n${record('a').trimEnd()},surprise\r\n`)]);
  assert.deepEqual(report.reasons, ['2: The line has a value in a column without a name.']);
});

const unreadable: [string, string | Buffer, object][] = [
  ['with other columns', 'reference,title\na,b\n', { code: 'invalid', message: /name is missing.*"title" is unknown/ }],
  ['of nothing', '', { code: 'invalid', message: /reference is missing/ }],
  ['of blank lines', '\ufeff\r\n\n', { code: 'invalid', message: /reference is missing/ }],
  ['with a column twice', csvTemplate.replace('name', 'city'), { code: 'invalid', message: /city is there twice/ }],
  [
    'with a quote within a cell',
    csvTemplate + record('a') + record('b').replace('Flat', 'F"at'),
    { code: 'malformed', message: /from line 3 on/ },
  ],
  [
    'with a quote that is not closed',
    `${csvTemplate}${record('a')}"b`,
    { code: 'malformed', message: /from line 3 on/ },
  ],
  [
    'with a record of more than 1 MiB',
    csvTemplate + record('a', { description: 'x'.repeat(1_100_000) }),
    { code: 'malformed' },
  ],
  [
    'in Latin-1',
    Buffer.from(csvTemplate + record('a', { city: 'Orléans' }), 'latin1'),
    { code: 'malformed', message: /not in UTF-8/ },
  ],
];
for (const [what, text, expected] of unreadable) {
  test(`a CSV ${what} is refused, and nothing of it is written`, async () => {
    await assert.rejects(importCsv([Buffer.from(text as string)]), expected);
    assert.deepEqual(await database.sql('SELECT FROM listing'), []);
  });
}

// By the square of its length either of them would hold up everything else in the process for half a minute and more.
for (const [what, header] of Object.entries({
  'of 1 MiB without an end': 'x'.repeat(1_048_576),
  'of 100,000 columns': `${Array.from({ length: 100_000 }, (_, n) => n.toString(36)).join(',')}\n`,
})) {
  test(`a header ${what} is refused as fast as it is read`, { timeout: 20_000 }, async () => {
    const chunks = header.match(/[\s\S]{1,65536}/g) ?? [];
    const refused = { code: 'invalid', message: /reference is missing/ };
    await assert.rejects(importCsv(chunks.map((chunk) => Buffer.from(chunk))), refused);
  });
}

test('a CSV without a record is no error', async () => {
  for (const text of [csvTemplate, `\r\n\ufeff${csvTemplate}`.slice(2), `${csvTemplate}\r\n\n`])
    assert.equal((await importCsv([Buffer.from(text)])).lines, 0);
});

test('a header without an end is told as soon as one that has an end', async () => {
  const begun = performance.now();
  await assert.rejects(importCsv([Buffer.from('x'.repeat(100_000))]), { code: 'invalid' });
  assert.ok(performance.now() - begun < 5_000);
});
