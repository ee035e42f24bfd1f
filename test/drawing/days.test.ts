import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import fc from 'fast-check';
import { daysBetween } from '../../src/drawing/days.ts';
import { priceStory } from '../../src/drawing/price-story.ts';

before(() => {
  process.env.TZ = 'Europe/Paris';
});

const between = (from: string, to: string) => daysBetween(Date.parse(from), Date.parse(to));

test('days are counted by the calendar, as the dates beside them are', () => {
  assert.equal(between('2026-08-27T21:00:00+02:00', '2026-10-08T07:00:00+02:00'), 42);
  assert.equal(between('2026-08-27T23:00:00+02:00', '2026-08-28T01:00:00+02:00'), 1);
  assert.equal(between('2026-08-27T00:00:00+02:00', '2026-08-27T23:59:59+02:00'), 0);
});

test('a day of 23 or 25 hours is one, and what would end before it begins has none', () => {
  assert.equal(between('2026-03-28T12:00:00+01:00', '2026-03-29T12:00:00+02:00'), 1);
  assert.equal(between('2026-03-29T00:00:00+01:00', '2026-03-30T00:00:00+02:00'), 1);
  assert.equal(between('2026-10-25T00:00:00+02:00', '2026-10-26T00:00:00+01:00'), 1);
  assert.equal(between('2026-10-26T00:00:00+01:00', '2026-10-20T00:00:00+02:00'), 0);
});

test('for how long the prices held adds up to how long the home is on offer', () => {
  const instants = fc.uniqueArray(fc.integer({ min: 1_700_000_000, max: 1_800_000_000 }), {
    minLength: 2,
    maxLength: 20,
  });
  const check = fc.property(instants, (seconds) => {
    const times = seconds.map((second) => second * 1_000).sort((one, other) => one - other);
    const steps = times.slice(0, -1).map((at, eur) => ({ at, eur }));
    const held = steps.map(({ at }, number) => daysBetween(at, times[number + 1] ?? 0));
    const sum = held.reduce((days, each) => days + each, 0);
    assert.equal(sum, priceStory(steps, times.at(-1) ?? 0)?.daysOnOffer);
  });
  fc.assert(check);
});
