import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { MarketLine } from '../../src/drawing/market-plot.ts';
import { findingOf } from '../../ui/src/market/finding.ts';

const last = 100;
const year = 12;

/** A line by period; what is undefined may not be told. */
function lineOf(name: string, values: Record<number, number | undefined>): MarketLine {
  return { name, points: Object.entries(values).map(([at, value]) => ({ at: Number(at), value, count: 9 })) };
}

const moved = (lines: MarketLine[], years: number | undefined) =>
  findingOf({ lines, tells: 'change', last, years, year });

test('a move is over the years that are looked at', () => {
  const finding = moved([lineOf('Lyon', { 64: 200, 88: 110, 100: 100 })], 3);
  assert.deepEqual(finding, { kind: 'moved', moves: [{ name: 'Lyon', percent: -50 }], from: 64, to: 100, years: 3 });
});

test('where they are not all there it is over one', () => {
  const finding = moved([lineOf('Lyon', { 80: 200, 88: 125, 100: 100 })], 3);
  assert.ok(finding.kind === 'moved');
  assert.deepEqual([finding.from, finding.years], [88, 1]);
});

test('else, and of all of the time, it is since the first period that is told', () => {
  const lines = [lineOf('Lyon', { 90: undefined, 92: 80, 100: 100 })];
  for (const years of [1, undefined]) {
    const finding = moved(lines, years);
    assert.deepEqual(finding, {
      kind: 'moved',
      moves: [{ name: 'Lyon', percent: 25 }],
      from: 92,
      to: 100,
      years: undefined,
    });
  }
});

test('the period that runs has no part in it', () => {
  const finding = moved([lineOf('Lyon', { 88: 100, 100: 100, 101: 500 })], 1);
  assert.ok(finding.kind === 'moved');
  assert.equal(finding.moves[0].percent, 0);
});

test('too little is said to be so', () => {
  const none = { kind: 'too-little' };
  assert.deepEqual(moved([], 1), none);
  assert.deepEqual(moved([lineOf('Lyon', { 88: 100, 100: undefined })], 1), none);
  assert.deepEqual(moved([lineOf('Lyon', { 100: 100 })], 1), none);
  assert.deepEqual(moved([lineOf('Lyon', { 101: 100 })], undefined), none);
});

test('several lines are compared since the same period', () => {
  const lines = [
    lineOf('Lyon', { 88: 100, 95: 100, 100: 90 }),
    lineOf('Paris', { 95: 200, 100: 220 }),
    lineOf('Nice', {}),
  ];
  const finding = moved(lines, 1);
  assert.ok(finding.kind === 'moved');
  assert.equal(finding.from, 95);
  assert.deepEqual(
    finding.moves.map(({ name, percent }) => [name, Math.round(percent)]),
    [
      ['Lyon', -10],
      ['Paris', 10],
    ],
  );
});

test('a level is that of the last period that has ended, beside that of a year before', () => {
  const lines = [lineOf('Lyon', { 88: 0.1, 100: 0.2, 101: 0.9 }), lineOf('Nice', { 100: undefined })];
  assert.deepEqual(findingOf({ lines, tells: 'level', last, years: 1, year }), {
    ...{ kind: 'level', at: 100 },
    levels: [{ name: 'Lyon', value: 0.2, before: 0.1 }],
  });
});
