import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { formatCompactEuros, formatRoundEuros } from '../../src/drawing/numbers.ts';
import { roundTicks, tickLabels } from '../../src/drawing/ticks.ts';

const amount = fc.double({ min: 0, max: 1e9, noNaN: true });

test('ticks are round numbers around what is shown', () => {
  assert.deepEqual(roundTicks(386_000, 412_000).values, [380_000, 390_000, 400_000, 410_000, 420_000]);
  assert.deepEqual(roundTicks(0, 0.26).values, [0, 0.1, 0.2, 0.3]);
  assert.deepEqual(roundTicks(5, 5).values, [5, 5.25]);
});

test('what is counted has whole ticks', () => {
  assert.deepEqual(roundTicks(0, 2, { isWhole: true }).values, [0, 1, 2]);
  assert.ok(roundTicks(0, 9, { isWhole: true }).values.every(Number.isInteger));
});

test('ticks ascend, are few, and have all between them', () => {
  fc.assert(
    fc.property(amount, amount, fc.boolean(), (one, other, isWhole) => {
      const [low, high] = [Math.min(one, other), Math.max(one, other)];
      const { values } = roundTicks(low, high, { isWhole });
      const near = Math.max(1e-6, high * 1e-6);
      assert.ok(values.length >= 2 && values.length <= 7, String(values));
      assert.ok(
        (values[0] ?? Number.NaN) <= low + near && (values.at(-1) ?? Number.NaN) >= high - near,
        String(values),
      );
      assert.ok(values.every((value, at) => at === 0 || value > (values[at - 1] ?? 0)));
      if (isWhole) assert.ok(values.every(Number.isInteger), String(values));
    }),
  );
});

test('labels keep the digit that changes', () => {
  const compact = (value: number, digits: number) => formatCompactEuros(value, 'en-US', digits);
  assert.deepEqual(tickLabels([380_000, 390_000, 400_000], compact), ['€380K', '€390K', '€400K']);
  assert.deepEqual(tickLabels([1_000_000, 1_250_000, 1_500_000], compact), ['€1M', '€1.25M', '€1.5M']);
});

test('labels of different ticks differ', () => {
  const write = (value: number, digits: number) => formatRoundEuros(value, 'de-DE', digits);
  fc.assert(
    fc.property(
      fc.double({ min: 1, max: 1e6, noNaN: true }),
      fc.double({ min: 0.1, max: 1, noNaN: true }),
      (high, part) => {
        const { values } = roundTicks(high * (1 - part), high);
        const labels = tickLabels(values, write);
        assert.equal(new Set(labels).size, values.length, String(labels));
      },
    ),
  );
});
