import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { CopiedColumn } from '../../src/exchange/export/parquet/column.ts';
import type { CopiedRow } from '../../src/exchange/export/parquet/copied-row.ts';
import { CopiedRows } from '../../src/exchange/export/parquet/copied-rows.ts';
import { writeParquet } from '../../src/exchange/export/parquet/write-parquet.ts';

const head = Buffer.concat([Buffer.from('PGCOPY\n\xff\r\n\0', 'latin1'), Buffer.alloc(8)]);
const end = Buffer.from([0xff, 0xff]);

function copied(values: readonly (string | null)[]): Buffer {
  const columns = values.map((value) => {
    const bytes = Buffer.from(value ?? '');
    const length = Buffer.alloc(4);
    length.writeInt32BE(value === null ? -1 : bytes.length);
    return Buffer.concat([length, bytes]);
  });
  const count = Buffer.alloc(2);
  count.writeInt16BE(values.length);
  return Buffer.concat([count, ...columns]);
}

const rows = [
  ['one', null, ''],
  ['', "l'été 🏠", 'x'.repeat(300)],
  [null, null, null],
  ['last', '\n', '\t'],
];
const bytes = Buffer.concat([head, ...rows.map(copied), end]);

test('rows are read whole, however the bytes are cut', () => {
  for (let size = 1; size <= bytes.length; size += 1) {
    const reader = new CopiedRows();
    const read: (string | null)[][] = [];
    const each = (row: CopiedRow) => read.push([0, 1, 2].map((place) => row.text(place)));
    let count = 0;
    for (let at = 0; at < bytes.length; at += size) count += reader.read(bytes.subarray(at, at + size), each);
    assert.deepEqual([read, count, reader.whole], [rows, rows.length, true], `by ${size}`);
  }
});

async function written(given: Buffer, column: Omit<CopiedColumn, 'name'>): Promise<Buffer> {
  const chunks = (async function* () {
    yield given;
  })();
  const parts: Buffer[] = [];
  const options = { columns: [{ name: 'it', ...column }], metadata: {}, onRows: () => {} };
  for await (const part of writeParquet(chunks, options)) parts.push(part);
  return Buffer.concat(parts);
}

test('rows that end before their end make no file', async () => {
  const column = { type: 'text', place: 0, optional: true } as const;
  assert.equal((await written(bytes, column)).toString('latin1').slice(-4), 'PAR1');
  for (const cut of [0, head.length, bytes.length - 2, bytes.length - 1])
    await assert.rejects(written(bytes.subarray(0, cut), column), /end before their end/, `at ${cut}`);
});

test('what is not of its column is refused', async () => {
  await assert.rejects(written(bytes, { type: 'id', place: 0 }), /no id has 3 bytes/);
  await assert.rejects(written(bytes, { type: 'text', place: 1 }), /it is never null/);
});
