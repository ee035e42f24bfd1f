import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { periodTicks } from '../../src/drawing/period-ticks.ts';
import { ordinalOf, periods, startOf, yearOf } from '../../src/drawing/periods.ts';

const instant = fc.date({ min: new Date('1970-01-05'), max: new Date('2200-01-01'), noInvalidDate: true });

test('an instant is in the period that begins at or before it, and before the next one', () => {
  fc.assert(
    fc.property(instant, fc.constantFrom(...periods), (day, period) => {
      const ordinal = ordinalOf(day.getTime(), period);
      assert.ok(startOf(ordinal, period) <= day.getTime());
      assert.ok(startOf(ordinal + 1, period) > day.getTime());
      assert.equal(ordinalOf(startOf(ordinal, period), period), ordinal);
    }),
  );
});

test('periods begin where the calendar has them', () => {
  const first = (period: (typeof periods)[number]) =>
    new Date(startOf(ordinalOf(Date.parse('2026-11-29T12:00:00Z'), period), period)).toISOString().slice(0, 10);
  assert.deepEqual(periods.map(first), ['2026-11-23', '2026-11-01', '2026-10-01', '2026-01-01']);
});

test('periods that are labelled have room, at equal distances', () => {
  fc.assert(
    fc.property(fc.constantFrom(...periods), fc.nat(3000), fc.integer({ min: 1, max: 1500 }), (period, from, count) => {
      const room = { each: 900 / count, needed: 80, neededByYear: 40 };
      const { ordinals, areYears } = periodTicks(period, { from, to: from + count - 1 }, room);
      const apart = ordinals.slice(1).map((each, at) => each - (ordinals[at] ?? 0));
      assert.ok(ordinals.length > 0 && ordinals.every((at) => at >= from && at < from + count));
      assert.ok(apart.every((each) => each === apart[0] && each * room.each >= (areYears ? 40 : 80)));
    }),
  );
});

test('where there is room for years alone, they are labelled at their first period', () => {
  const from = ordinalOf(Date.parse('2023-12-01'), 'month');
  const { ordinals, areYears } = periodTicks(
    'month',
    { from, to: from + 35 },
    { each: 5, needed: 90, neededByYear: 44 },
  );
  assert.equal(areYears, true);
  assert.deepEqual(
    ordinals.map((at) => [yearOf(at, 'month'), new Date(startOf(at, 'month')).getUTCMonth()]),
    [
      [2024, 0],
      [2025, 0],
      [2026, 0],
    ],
  );
});
