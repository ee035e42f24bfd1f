import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { textWidth } from '../../src/drawing/text-width.ts';
import { timeTicks } from '../../src/drawing/time-axis.ts';

const at = (year: number, month: number, day: number) => new Date(year, month - 1, day).getTime();
const size = 12;
const textsOf = (from: number, to: number, width = 700) =>
  timeTicks({ from, to }, { width, locale: 'en-GB', size }).map(({ text }) => text);

test('a year is marked by months, whose year stands at the first and at each January', () => {
  const wide = ['Nov 2025', 'Jan 2026', 'Mar', 'May', 'Jul', 'Sept', 'Nov'];
  assert.deepEqual(textsOf(at(2025, 11, 1), at(2026, 11, 1)), wide);
  assert.deepEqual(textsOf(at(2025, 11, 1), at(2026, 11, 1), 260), ['Jan 2026', 'Apr', 'Jul', 'Oct']);
});

test('weeks are marked at Mondays, a day by hours, decades by years', () => {
  assert.deepEqual(textsOf(at(2026, 10, 1), at(2026, 11, 1)), ['5 Oct', '12 Oct', '19 Oct', '26 Oct']);
  assert.deepEqual(textsOf(at(2026, 10, 1), at(2026, 10, 2), 400), ['00:00', '06:00', '12:00', '18:00', '00:00']);
  assert.deepEqual(textsOf(at(1980, 6, 1), at(2026, 1, 1)), ['1980', '1990', '2000', '2010', '2020'].slice(1));
});

test('whatever the time, marks are in order, within it, at most 8, and do not crowd', () => {
  const moments = fc.integer({ min: at(60, 1, 1), max: at(2_400, 1, 1) });
  const check = fc.property(moments, fc.nat(9e12), fc.integer({ min: 150, max: 1_200 }), (from, span, width) => {
    const to = from + span;
    const ticks = timeTicks({ from, to }, { width, locale: 'de-DE', size });
    assert.ok(ticks.length <= 8);
    for (const [n, tick] of ticks.entries()) {
      assert.ok(tick.at >= from && tick.at <= to);
      const before = ticks[n - 1];
      if (!before) continue;
      const half = (textWidth(tick.text, size) + textWidth(before.text, size)) / 2;
      assert.ok(((tick.at - before.at) / span) * width > half, `${before.text} ${tick.text}`);
    }
  });
  fc.assert(check, { numRuns: 500 });
});
