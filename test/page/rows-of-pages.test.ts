import assert from 'node:assert/strict';
import { test } from 'node:test';
import { rowsOfPages } from '../../ui/src/listings/rows-of-pages.ts';

const row = (id: number, price = 1) => ({ id, price });

test('pages follow each other', () => {
  assert.deepEqual(rowsOfPages([]), []);
  assert.deepEqual(rowsOfPages([[row(2), row(1)], [], [row(3)]]), [row(2), row(1), row(3)]);
});

test('a listing that moved between pages stands once, as and where it was read last', () => {
  const pages = [[row(1, 10), row(2, 20)], [row(3, 30), row(1, 35)], [row(4, 40)]];
  assert.deepEqual(rowsOfPages(pages), [row(2, 20), row(3, 30), row(1, 35), row(4, 40)]);
});
