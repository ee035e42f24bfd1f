import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Change } from '../../ui/src/api/types.ts';
import { statementsOf } from '../../ui/src/changes/statements.ts';

const at = '2026-08-02T10:00:00.000Z';
const long = '2026-03-01T10:00:00.000Z';

const change = (more: Partial<Change>): Change => ({
  ...{ cursor: 'c', listing_id: 7, version: 2, kind: 'updated', actor: 'test', effective_at: at, recorded_at: at },
  changed: {},
  ...more,
});
const price = (from: number | null, to: number | null) => ({ effective_at: long, recorded_at: at, from, to });

test('a price that changed says from what to what, and the other members what they are', () => {
  const changed = {
    price_eur: { from: 412_000, to: 399_000 },
    name: { from: 'a', to: 'b' },
    city: { from: 'c', to: 'd' },
  };
  assert.deepEqual(statementsOf(change({ changed })), [
    { what: 'priced', from: 412_000, to: 399_000, since: undefined },
    { what: 'edited', members: ['name', 'city'] },
  ]);
});

test('a price that is told late says since when it holds', () => {
  const told = change({ effective_at: long, changed: { price_eur: { from: 2, to: 1 } }, prices: [price(null, 1)] });
  assert.deepEqual(statementsOf(told), [{ what: 'priced', from: 2, to: 1, since: long }]);
});

test('a correction says what was stated before, what is added, and what never held', () => {
  const prices = [price(401_000, 410_000), price(null, 7), price(7, null), price(null, null), price(1, 2)];
  assert.deepEqual(statementsOf(change({ kind: 'corrected', changed: { price_eur: { from: 1, to: 2 } }, prices })), [
    { what: 'corrected', at: long, was: 401_000, is: 410_000 },
    { what: 'added', at: long, eur: 7 },
    { what: 'voided', at: long, eur: 7 },
    { what: 'more', count: 2 },
  ]);
});

test('what was undone or restored is told as that, not as added or corrected', () => {
  const told = (reason: string, from: number | null, to: number | null) =>
    statementsOf(change({ kind: 'corrected', reason, prices: [price(from, to)] }));
  assert.deepEqual(told('↩ Undone', 7, null), [{ what: 'undone', at: long, eur: 7 }]);
  assert.deepEqual(told('↩ Undone', null, 7), [{ what: 'again', at: long, eur: 7, by: 'undo' }]);
  assert.deepEqual(told('↩ Undone: a letter', 8, 7), [{ what: 'again', at: long, eur: 7, by: 'undo' }]);
  assert.deepEqual(told('↩ Restored', null, 7), [{ what: 'again', at: long, eur: 7, by: 'restore' }]);
  assert.deepEqual(told('a letter', null, 7), [{ what: 'added', at: long, eur: 7 }]);
});

test('a history that is brought in is counted', () => {
  const prices = [price(null, 3), price(null, 2)];
  assert.deepEqual(statementsOf(change({ kind: 'corrected', prices })), [{ what: 'past', count: 2 }]);
});

test('a new listing says at what price, and how many of the past came with it', () => {
  const changed = { price_eur: { from: null, to: 5 }, name: { from: null, to: 'a' } };
  assert.deepEqual(statementsOf(change({ kind: 'created', changed })), [{ what: 'created', eur: 5 }]);
  const prices = [price(null, 4), price(null, 5)];
  assert.deepEqual(statementsOf(change({ kind: 'created', changed, prices })).at(1), { what: 'past', count: 2 });
});

test('a deletion says nothing else', () => {
  assert.deepEqual(statementsOf(change({ kind: 'deleted' })), [{ what: 'deleted' }]);
});
