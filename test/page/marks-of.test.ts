import assert from 'node:assert/strict';
import { test } from 'node:test';
import { marksOf } from '../../ui/src/listing/marks-of.ts';
import { supersededIn } from '../../ui/src/listing/superseded.ts';

const at = '2026-03-03T00:00:00Z';
const step = (eur: number) => ({ at: Date.parse(at), eur });
const correction = (day: number, from: number | null, to: number | null) => ({
  ...{ effective_at: at, recorded_at: `2026-04-0${day}T00:00:00Z`, from, to },
});

test('what no longer counts is marked, and what counts again is not, whether it was corrected or voided', () => {
  const eursOf = (superseded: ReturnType<typeof supersededIn>, eur?: number) =>
    marksOf(superseded, eur === undefined ? [] : [step(eur)]).map((mark) => mark.eur);
  assert.deepEqual(eursOf(supersededIn([correction(1, 390, 380)]), 380), [390]);
  assert.deepEqual(eursOf(supersededIn([correction(1, 390, 380), correction(2, 380, 390)]), 390), [380]);
  assert.deepEqual(eursOf(supersededIn([correction(1, 390, null)])), [390]);
  assert.deepEqual(eursOf(supersededIn([correction(1, 390, null), correction(2, null, 390)]), 390), []);
  const againAndGone = [correction(1, 390, null), correction(2, null, 390), correction(3, 390, 380)];
  assert.deepEqual(eursOf(supersededIn(againAndGone), 380), [390], 'one mark, though it went twice');
});
