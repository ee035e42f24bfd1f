import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { Layer } from '../../../src/market/lake/manifest.ts';
import { deletedKeptMs, planMerge } from '../../../src/market/lake/plan-merge.ts';

const now = Date.parse('2026-01-01T00:00:00Z');

function layerOf(prices: number, deletedAgo?: number): Layer {
  const deleted = deletedAgo === undefined ? {} : { deleted_at: new Date(now - deletedAgo).toISOString() };
  const rows = { prices, listings: 1, replaced: 1 };
  return { number: 1, replaced: [], prices: [], listings: [], bytes: 0, rows, ...deleted };
}

/** What a new layer makes of layers, and how many prices were written for it. */
function after(layers: readonly Layer[], fresh: number): { layers: Layer[]; written: number } {
  const from = planMerge(layers, fresh, now);
  const written = layers.slice(from).reduce((sum, { rows }) => sum + rows.prices, fresh);
  return { layers: [...layers.slice(0, from), layerOf(written)], written };
}

const steps = fc.array(fc.integer({ min: 0, max: 30_000 }), { minLength: 1, maxLength: 300 });
const first = fc.integer({ min: 0, max: 4_000_000 });

test('there are few layers, whatever comes in whatever order', () => {
  const property = fc.property(first, steps, (prices, fresh) => {
    let layers = [layerOf(prices)];
    for (const each of fresh) {
      layers = after(layers, each).layers;
      assert.ok(layers.length <= 2 + Math.log2(400_000), `${layers.length} layers`);
    }
  });
  fc.assert(property, { numRuns: 200 });
});

test('later layers are each more than twice as large as what comes after them, and together small beside the first', () => {
  const property = fc.property(first, steps, (prices, fresh) => {
    let layers = [layerOf(prices)];
    for (const each of fresh) layers = after(layers, each).layers;
    const [base = 0, ...later] = layers.map(({ rows }) => rows.prices);
    assert.ok(later.reduce((sum, each) => sum + each, 0) <= Math.max(20_000, base * 0.1));
    for (const [at, size] of later.entries()) assert.ok(later.slice(at + 1).every((next) => next * 2 < size));
  });
  fc.assert(property, { numRuns: 200 });
});

test('small steps beside a large lake write each price a few times: as often as what is there doubles', () => {
  for (const [prices, each] of [
    [3_500_000, 12],
    [3_500_000, 1_000],
    [35_000_000, 120],
  ] as const) {
    let layers = [layerOf(prices)];
    let [written, brought] = [0, 0];
    while (brought < prices * 0.1 - each && brought < 20_000 * each) {
      const made = after(layers, each);
      assert.ok(made.layers.length > 1);
      layers = made.layers;
      written += made.written;
      brought += each;
    }
    assert.ok(written / brought <= 2 + Math.log2(brought / each), `${written / brought} times`);
  }
});

test('what was deleted long ago makes all layers one; what was deleted lately does not', () => {
  const layers = (ago: number) => [layerOf(1_000_000), layerOf(5_000, ago), layerOf(1)];
  assert.equal(planMerge(layers(deletedKeptMs + 1), 1, now), 0);
  assert.notEqual(planMerge(layers(deletedKeptMs - 1), 1, now), 0);
});

test('the first layer is made from nothing, and is not written again for little', () => {
  assert.equal(planMerge([], 100, now), 0);
  assert.equal(planMerge([layerOf(100)], 100, now), 1);
  assert.equal(planMerge([layerOf(100)], 20_001, now), 0);
  assert.equal(planMerge([layerOf(1_000_000)], 100_001, now), 0);
  assert.equal(planMerge([layerOf(1_000_000)], 100_000, now), 1);
});
