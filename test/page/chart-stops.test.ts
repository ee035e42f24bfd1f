import assert from 'node:assert/strict';
import { test } from 'node:test';
import { layStepChart } from '../../src/drawing/step-chart.ts';
import { stopAt, stopByKey, stopsOf } from '../../ui/src/charts/chart-stops.ts';

const day = 86_400_000;
const chart = layStepChart({
  prices: [
    { at: 10 * day, eur: 100_000 },
    { at: 40 * day, eur: 90_000 },
    { at: 80 * day, eur: 95_000 },
  ],
  marks: [{ at: 50 * day, eur: 99_000, kind: 'voided' }],
  ...{ from: 0, to: 100 * day, now: 100 * day, zero: false, width: 800, height: 300, locale: 'en' },
  words: { lowFromTo: () => '', lowOn: () => '', lowSince: () => '' },
});
const stops = stopsOf(chart);
const kinds = stops.map(({ kind }) => kind);

test('stops are in the order of time, what holds no more among them', () => {
  assert.deepEqual(kinds, ['held', 'held', 'mark', 'held']);
});

test('a place means the price that held there, at any height; before the first one that one', () => {
  const { left, right } = chart.plot;
  const at = (share: number) => stopAt(stops, { x: left + share * (right - left), y: chart.plot.bottom });
  assert.deepEqual([0, 0.2, 0.45, 0.5, 0.79, 0.81, 1.1].map(at), [0, 0, 1, 1, 1, 3, 3]);
});

test('a place close to a mark means the mark', () => {
  const mark = stops[2];
  assert.ok(mark);
  assert.equal(stopAt(stops, { x: mark.x + 8, y: mark.y - 8 }), 2);
  assert.equal(stopAt(stops, { x: mark.x + 20, y: mark.y }), 1);
});

test('where nothing is drawn no place means anything, and no key leads anywhere', () => {
  assert.equal(stopAt([], { x: 1, y: 1 }), undefined);
  assert.equal(stopByKey('End', undefined, 0), undefined);
});

test('keys lead from stop to stop, to the ends and by ten, and not beyond', () => {
  const led = (key: string, at: number | undefined) => stopByKey(key, at, 30);
  assert.deepEqual(
    [led('ArrowRight', 3), led('ArrowLeft', 3), led('ArrowRight', 29), led('ArrowLeft', 0)],
    [4, 2, 29, 0],
  );
  assert.deepEqual([led('Home', 12), led('End', 12), led('PageDown', 12), led('PageUp', 12)], [0, 29, 22, 2]);
  assert.deepEqual([led('PageUp', 3), led('PageDown', 25), led('x', 3)], [0, 29, undefined]);
});

test('from none, forwards is to the first stop and back to the last', () => {
  const keys = ['ArrowRight', 'ArrowLeft', 'PageDown', 'PageUp', 'Home', 'End'];
  assert.deepEqual(
    keys.map((key) => stopByKey(key, undefined, 30)),
    [0, 29, 0, 29, 0, 29],
  );
  assert.deepEqual(
    keys.map((key) => stopByKey(key, undefined, 1)),
    [0, 0, 0, 0, 0, 0],
  );
});
