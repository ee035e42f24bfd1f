import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { csvOf, csvWaysOf } from '../../ui/src/charts/csv-text.ts';
import { fileName } from '../../ui/src/charts/file-name.ts';

test('rows are written as RFC 4180 has it, what there is none of as nothing', () => {
  const rows = [
    ['day', 'price_eur', 'why'],
    ['2026-07-14', 412_000.5, 'said "firm", then\nwas not'],
    ['2026-08-02', -3, undefined],
  ];
  const text = 'day,price_eur,why\r\n2026-07-14,412000.5,"said ""firm"", then\nwas not"\r\n2026-08-02,-3,\r\n';
  assert.equal(csvOf(rows, csvWaysOf('en-GB')), text);
});

test('a file is a table in the spreadsheets of a country, with its numbers', () => {
  const rows = [
    ['eur', 'why'],
    [412_000.5, 'a; b, c'],
    [-0.25, 'x'],
  ];
  const written = (locale: string) => csvOf(rows, csvWaysOf(locale));
  for (const locale of ['de-DE', 'de', 'fr-FR', 'fr-CA', 'de-AT']) {
    assert.equal(written(locale), 'eur;why\r\n412000,5;"a; b, c"\r\n-0,25;x\r\n', locale);
  }
  for (const locale of ['en', 'en-GB', 'en-US']) {
    assert.equal(written(locale), 'eur,why\r\n412000.5,"a; b, c"\r\n-0.25,x\r\n', locale);
  }
  assert.equal(written('de-CH'), 'eur;why\r\n412000.5;"a; b, c"\r\n-0.25;x\r\n');
});

const english = csvWaysOf('en-GB');
const readAgain = (csv: string, delimiter = ',') =>
  parse(csv, { delimiter, record_delimiter: '\r\n', relax_column_count: true });

test('whatever is written is read again', () => {
  const text = fc.string().filter((each) => !/^\s*[=+\-@]|^[\t\r\n]/.test(each));
  const tables = fc.array(fc.array(text, { minLength: 2, maxLength: 2 }), { minLength: 1, maxLength: 5 });
  fc.assert(
    fc.property(tables, (rows) => {
      for (const ways of [english, csvWaysOf('de-DE')]) {
        assert.deepEqual(readAgain(csvOf(rows, ways), ways.separator), rows);
      }
    }),
  );
});

test('no text is a formula where the file is opened in a spreadsheet, and numbers stay numbers', () => {
  const begins = ['=', '+', '-', '@', '\t', '\r', '\n', ' =', '\u00a0@', '＝'];
  const live = begins.map((begin) => `${begin}HYPERLINK("http://evil.example","why"), "x"`);
  assert.deepEqual(readAgain(csvOf([live], english)), [live.map((text) => `'${text}`)]);
  assert.equal(csvOf([[-3, 4.5, 'a - b', "d'or", '2026-08-02', '']], english), "-3,4.5,a - b,d'or,2026-08-02,\r\n");
});

test('a file is named after what it is of, in letters that every system takes', () => {
  assert.equal(fileName('Ruhiges Häuschen, 3/4 Zimmer: Köln', 'png'), 'ruhiges-hauschen-3-4-zimmer-koln.png');
  assert.equal(fileName('../..', 'csv'), 'pricetrail.csv');
  assert.equal(fileName('a'.repeat(500), 'csv').length, 84);
});
