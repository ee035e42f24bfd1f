import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { csvText } from '../../src/wire/csv.ts';

test('whatever characters texts are of, another library reads them as they were', () => {
  const text = fc.string({
    unit: fc.constantFrom('a', 'é', ' ', ',', ';', '"', "'", '\n', '\r', '\r\n', '\t', '\u2028'),
  });
  fc.assert(
    fc.property(fc.array(fc.record({ a: text, b: text }, { noNullPrototype: true }), { minLength: 1 }), (rows) => {
      const read = parse(csvText(rows, { columns: ['a', 'b'], header: true }), {
        columns: true,
        record_delimiter: '\r\n',
      });
      assert.deepEqual(
        read.map((row) => ({ ...(row as object) })),
        rows,
      );
    }),
  );
});

test('a lone line feed is in quotes, as a whole end of a row is', () => {
  assert.equal(csvText([{ a: 'x\ny', b: 'x\r\ny' }], { columns: ['a', 'b'] }), '"x\ny","x\r\ny"\r\n');
});
