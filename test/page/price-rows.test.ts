import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { PriceDetail } from '../../ui/src/api/types.ts';
import { priceRows } from '../../ui/src/listing/price-rows.ts';

const priceOf = (day: string, eur: number) =>
  ({ effective_at: `2026-${day}T00:00:00Z`, price_eur: eur }) as PriceDetail;

test('each price has the one before it, to the cent', () => {
  const prices = [priceOf('01-01', 0.01), priceOf('02-01', 999_999_999_999.99)];
  const befores = priceRows(prices, [], 0).map((row) => row.kind === 'price' && row.before);
  assert.deepEqual(befores, [0.01, undefined]);
});

test('what no longer counts is no price before', () => {
  const superseded = {
    at: '2026-01-15T00:00:00Z',
    eur: 7,
    to: null,
    reason: undefined,
    recordedAt: '2026-01-16T00:00:00Z',
  };
  const rows = priceRows([priceOf('01-01', 5), priceOf('02-01', 6)], [superseded], 0);
  assert.deepEqual(
    rows.map(({ kind, eur }) => [kind, eur]),
    [
      ['price', 6],
      ['superseded', 7],
      ['price', 5],
    ],
  );
  assert.equal(rows[0]?.kind === 'price' && rows[0].before, 5);
});
