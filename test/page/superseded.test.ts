import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Correction } from '../../ui/src/api/types.ts';
import { supersededIn } from '../../ui/src/listing/superseded.ts';

const at = '2026-03-03T00:00:00Z';
const recorded = (day: number) => `2026-04-0${day}T00:00:00Z`;
const correction = (day: number, from: number | null, to: number | null, reason?: string): Correction => ({
  ...{ effective_at: at, recorded_at: recorded(day), from, to },
  ...(reason !== undefined && { reason }),
});

test('a correction that was undone is told where it stood, and the undoing is no reason', () => {
  const told = supersededIn([correction(1, 390, 3_900, 'a typo'), correction(2, 3_900, 390, '↩ Undone')]);
  assert.deepEqual(
    told.map(({ eur, kind, reason, recordedAt }) => [eur, kind, reason, recordedAt]),
    [
      [390, 'corrected', 'a typo', recorded(1)],
      [3_900, 'undone', undefined, recorded(2)],
    ],
  );
});

test('a price that was stated by mistake and undone is not voided for a reason', () => {
  const [told] = supersededIn([correction(1, 390, null, '↩ Undone')]);
  assert.deepEqual([told?.kind, told?.reason], ['undone', undefined]);
});

test('a correction that was undone is told so also where the price has a reason again, which is not that of the undoing', () => {
  const [, told] = supersededIn([
    correction(1, 390, 3_900),
    correction(2, 3_900, 390, '↩ Undone: letter of the broker'),
  ]);
  assert.deepEqual([told?.eur, told?.kind, told?.reason], [3_900, 'undone', undefined]);
});

test('what a price was restored in place of is corrected', () => {
  const [, told] = supersededIn([correction(1, 390, 380), correction(2, 380, 390, '↩ Restored')]);
  assert.deepEqual([told?.eur, told?.kind, told?.reason], [380, 'corrected', undefined]);
});

test('a voided price says when it was stated again, and no other price does', () => {
  const [back, other, still] = [
    supersededIn([correction(1, 390, null, 'never asked'), correction(2, null, 390, '↩ Undone')]),
    supersededIn([correction(1, 390, null), correction(2, null, 380)]),
    supersededIn([correction(1, 390, null)]),
  ];
  assert.deepEqual(
    [back, other, still].map(([told]) => [told?.kind, told?.restoredAt]),
    [
      ['voided', recorded(2)],
      ['voided', undefined],
      ['voided', undefined],
    ],
  );
  assert.equal(back?.length, 1);
});

test('of several voids each has what came next', () => {
  const told = supersededIn([correction(1, 390, null), correction(2, null, 390), correction(3, 390, null)]);
  assert.deepEqual(
    told.map(({ restoredAt }) => restoredAt),
    [recorded(2), undefined],
  );
});

test('as it was known then, what was superseded later was not, and what was restored later was not', () => {
  const corrections = [correction(1, 390, null), correction(3, null, 390), correction(4, 390, 380)];
  const told = (knownAt: string) =>
    supersededIn(corrections, knownAt).map(({ kind, restoredAt }) => [kind, restoredAt]);
  assert.deepEqual(told('2026-03-31T00:00:00Z'), []);
  assert.deepEqual(told(recorded(2)), [['voided', undefined]]);
  assert.deepEqual(told(recorded(3)), [['voided', recorded(3)]]);
  assert.equal(told(recorded(4)).length, 2);
});
