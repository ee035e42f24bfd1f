import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { PriceDetail } from '../../ui/src/api/types.ts';
import { priceRows } from '../../ui/src/listing/price-rows.ts';
import type { Superseded } from '../../ui/src/listing/superseded.ts';

const priceOf = (day: string, eur: number) =>
  ({ effective_at: `2026-${day}T00:00:00Z`, price_eur: eur }) as PriceDetail;

test('each price has the one before it, to the cent', () => {
  const prices = [priceOf('01-01', 0.01), priceOf('02-01', 999_999_999_999.99)];
  const befores = priceRows(prices, [], 0).map((row) => row.kind === 'price' && row.before);
  assert.deepEqual(befores, [0.01, undefined]);
});

const supersededOf = (day: string, eur: number, recordedAt: string): Superseded => ({
  ...{ at: `2026-${day}T00:00:00Z`, eur, kind: 'voided', reason: undefined, recordedAt, restoredAt: undefined },
});

test('what no longer counts is no price before', () => {
  const superseded = supersededOf('01-15', 7, '2026-01-16T00:00:00Z');
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

test('below what counts for an instant stands what took its place last, and further down what was before', () => {
  const recorded = ['2026-02-02T00:00:00Z', '2026-02-03T00:00:00Z', '2026-02-03T00:00:01Z'];
  const superseded = recorded.map((recordedAt, number) => supersededOf('02-01', number, recordedAt));
  const rows = priceRows([priceOf('02-01', 6)], superseded, 0);
  assert.deepEqual(
    rows.map(({ eur }) => eur),
    [6, 2, 1, 0],
  );
});

test('what does not count by now can be stated again, of several alike the last', () => {
  const superseded = [7, 6, 7, 6].map((eur, number) => supersededOf('02-01', eur, `2026-02-0${number + 2}T00:00:00Z`));
  const restorable = (prices: PriceDetail[]) =>
    priceRows(prices, superseded, 0).flatMap((row) =>
      row.kind === 'superseded' && row.isRestorable ? [[row.eur, row.superseded.recordedAt.slice(8, 10), row.now]] : [],
    );
  assert.deepEqual(restorable([priceOf('02-01', 6)]), [[7, '04', 6]]);
  assert.deepEqual(restorable([]), [
    [6, '05', null],
    [7, '04', null],
  ]);
});
