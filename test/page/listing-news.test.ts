import assert from 'node:assert/strict';
import { test } from 'node:test';
import { listingNews, refreshed } from '../../ui/src/listings/listing-news.ts';

const row = (id: number, updated_date: string, price = 1) => ({ id, updated_date, price });
const since = '2026-11-29T12:00:00.000Z';
const later = '2026-11-29T12:00:01.000Z';

test('news are those that fit, changed since, and are not shown', () => {
  const fitting = [row(4, later), row(2, later), row(3, since)];
  assert.deepEqual(listingNews({ fitting, shown: [row(1, since), row(2, since)], since, most: 100 }), {
    count: 1,
    isMore: false,
  });
  assert.equal(listingNews({ fitting: [row(3, since)], shown: [], since: undefined, most: 100 }).count, 1);
});

test('where as many came as were asked for, there may be more', () => {
  const fitting = [row(4, later), row(2, later)];
  assert.deepEqual(listingNews({ fitting, shown: [], since, most: 2 }), { count: 2, isMore: true });
  assert.deepEqual(listingNews({ fitting: [row(4, later), row(3, since)], shown: [], since, most: 2 }), {
    count: 1,
    isMore: false,
  });
});

test('rows stay where they are, as they are now', () => {
  const rows = [row(1, since, 10), row(2, since, 20)];
  assert.deepEqual(refreshed(rows, [row(2, later, 25), row(9, later)]), [row(1, since, 10), row(2, later, 25)]);
});

test('what was read before a row is not put in its place', () => {
  assert.deepEqual(refreshed([row(1, later, 10)], [row(1, since, 5)]), [row(1, later, 10)]);
});
