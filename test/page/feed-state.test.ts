import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Change } from '../../ui/src/api/types.ts';
import {
  daysOf,
  emptyFeed,
  type FeedEvent,
  type FeedState,
  feedAfter,
  mostEntries,
  waitingNews,
} from '../../ui/src/changes/feed-state.ts';

/** The change whose place in the feed is so much. */
function changeAt(place: number, more: Partial<Change> = {}): Change {
  const at = new Date(Date.UTC(2026, 7, 2, 12) + place * 1_000).toISOString();
  return {
    ...{ cursor: `c${place}`, listing_id: place, version: 1, kind: 'updated', actor: 'test' },
    ...{ effective_at: at, recorded_at: at, changed: {} },
    ...more,
  };
}

const changesAt = (...places: number[]) => places.map((place) => changeAt(place));
const came = (...places: number[]): FeedEvent => ({ kind: 'came', changes: changesAt(...places) });
const after = (events: readonly FeedEvent[], from: FeedState = emptyFeed) => events.reduce(feedAfter, from);
const shownBy = ({ entries }: FeedState) => entries.map(({ cursor }) => cursor).join(' ');
const waitingOf = ({ waiting }: FeedState) => waiting.map(({ cursor }) => cursor).join(' ');

/** Three of the past are shown, and there are more. */
const begun = after([{ kind: 'began', changes: changesAt(3, 2, 1), older: 'c1' }]);

test('what comes is shown at the top, the latest first', () => {
  assert.equal(shownBy(after([came(4, 5), came(6)], begun)), 'c6 c5 c4 c3 c2 c1');
});

test('what comes again, after a connection was made anew or within one arrival, is shown and counted once', () => {
  const state = after([came(3, 4), came(4, 4, 5), came(5)], begun);
  assert.equal(shownBy(state), 'c5 c4 c3 c2 c1');
  assert.equal(state.came, 2);
  assert.equal(feedAfter(state, came(4, 5)), state);
});

test('while it is paused what comes waits, is counted, and comes to the top when it goes on', () => {
  const paused = after([{ kind: 'paused', isPaused: true }, came(4), came(4, 5)], begun);
  assert.deepEqual([shownBy(paused), waitingOf(paused), paused.came], ['c3 c2 c1', 'c5 c4', 2]);
  const resumed = after([{ kind: 'paused', isPaused: false }], paused);
  assert.deepEqual([shownBy(resumed), waitingOf(resumed)], ['c5 c4 c3 c2 c1', '']);
});

test('while the reader is further down what comes waits, and comes when they are back, unless it is paused', () => {
  const away = after([{ kind: 'moved', isAway: true }, came(4)], begun);
  assert.equal(waitingOf(away), 'c4');
  assert.equal(shownBy(after([{ kind: 'moved', isAway: false }], away)), 'c4 c3 c2 c1');
  const paused = after(
    [
      { kind: 'paused', isPaused: true },
      { kind: 'moved', isAway: false },
    ],
    away,
  );
  assert.equal(waitingOf(paused), 'c4');
});

test('what waits can be looked at without going on', () => {
  const state = after([{ kind: 'paused', isPaused: true }, came(4), { kind: 'shown' }, came(5)], begun);
  assert.deepEqual([shownBy(state), waitingOf(state), state.isPaused], ['c4 c3 c2 c1', 'c5', true]);
});

test('the past is added at the end, without what is there already', () => {
  const read: FeedEvent = { kind: 'read-back', changes: changesAt(1, 0), before: 'c1', older: undefined };
  const state = after([came(4), read], begun);
  assert.deepEqual([shownBy(state), state.older], ['c4 c3 c2 c1 c0', undefined]);
});

test('an answer about another past than the one that is missing is dropped', () => {
  const late: FeedEvent = { kind: 'read-back', changes: changesAt(-7, -8), before: 'c-6', older: 'c-8' };
  assert.equal(feedAfter(begun, late), begun);
});

test('where the feed begins anew, what was shown and what waited is gone; a pause stays', () => {
  const events: FeedEvent[] = [{ kind: 'paused', isPaused: true }, came(4)];
  const state = after([...events, { kind: 'began', changes: changesAt(9), older: undefined }], begun);
  assert.deepEqual([shownBy(state), waitingOf(state), state.older, state.isPaused], ['c9', '', undefined, true]);
});

test('where the same feed had to be read anew it waits while the reader has paused, and then takes its place', () => {
  const anew: FeedEvent = {
    ...{ kind: 'began-anew', older: 'd2' },
    changes: [changeAt(9), changeAt(3, { cursor: 'd3' }), changeAt(2, { cursor: 'd2' })],
  };
  const paused = after([{ kind: 'paused', isPaused: true }, came(4), anew, came(10)], begun);
  assert.deepEqual([shownBy(paused), waitingNews(paused), paused.older], ['c3 c2 c1', 2, 'c1']);
  const resumed = after([{ kind: 'paused', isPaused: false }], paused);
  assert.deepEqual([shownBy(resumed), waitingNews(resumed), resumed.older], ['c10 c9 d3 d2', 0, 'd2']);
  assert.equal(shownBy(after([came(11)], resumed)), 'c11 c10 c9 d3 d2');
});

test('where the same feed had to be read anew it is shown at once to who is at the top, also if nothing is left', () => {
  const gone = after([{ kind: 'began-anew', changes: [], older: undefined }], begun);
  assert.deepEqual([shownBy(gone), gone.older], ['', undefined]);
});

test('so many are kept; the past goes on before the last of them', () => {
  const places = Array.from({ length: mostEntries }, (_, place) => place + 4);
  const state = after([came(...places)], begun);
  assert.equal(state.entries.length, mostEntries);
  assert.deepEqual([state.entries[0]?.cursor, state.entries.at(-1)?.cursor], [`c${mostEntries + 3}`, 'c4']);
  assert.equal(state.older, 'c4');
});

test('of too many that wait the oldest go, and no gap is left when the others are shown', () => {
  const places = Array.from({ length: mostEntries + 5 }, (_, place) => place + 4);
  const waiting = after([{ kind: 'paused', isPaused: true }, came(...places)], begun);
  assert.equal(waiting.waiting.length, mostEntries);
  const state = after([{ kind: 'shown' }], waiting);
  assert.deepEqual([state.entries.length, state.entries.at(-1)?.cursor, state.older], [mostEntries, 'c9', 'c9']);
});

test('H6: the deletion of a listing takes its personal data from its changes, those that wait included', () => {
  const told = (place: number) =>
    changeAt(place, {
      listing_id: 7,
      reason: 'secret',
      changed: { name: { from: 'secret', to: 'secret' }, price_eur: { from: 2, to: 1 } },
    });
  const events: FeedEvent[] = [
    { kind: 'came', changes: [told(4)] },
    { kind: 'paused', isPaused: true },
    { kind: 'came', changes: [told(5), changeAt(6, { listing_id: 7, kind: 'deleted' })] },
  ];
  const state = after(events, begun);
  assert.doesNotMatch(JSON.stringify(state), /secret/);
  assert.deepEqual(state.entries[0]?.changed.price_eur, { from: 2, to: 1 });
});

test('H6: a deletion that is none of the changes that are shown takes it from them, too, and from those that come later', () => {
  const told = (place: number) =>
    changeAt(place, { listing_id: 7, kind: 'created', changed: { name: { from: null, to: 'secret' } } });
  const events: FeedEvent[] = [
    { kind: 'came', changes: [told(4)] },
    { kind: 'paused', isPaused: true },
    { kind: 'came', changes: [told(5)] },
    { kind: 'gone', listings: [7] },
    { kind: 'came', changes: [told(6)] },
    { kind: 'read-back', changes: [told(0)], before: 'c1', older: undefined },
  ];
  const state = after(events, begun);
  assert.doesNotMatch(JSON.stringify(state), /secret/);
  assert.deepEqual([shownBy(state), waitingOf(state), state.came], ['c4 c3 c2 c1 c0', 'c6 c5', 3]);
  assert.equal(feedAfter(state, { kind: 'gone', listings: [7] }), state);
});

test('changes stand by the day on which they were recorded, the latest day first, each day once', () => {
  const on = (place: number, day: string) => changeAt(place, { recorded_at: `${day}T12:00:00.000` });
  const days = daysOf([on(5, '2026-08-03'), on(4, '2026-08-02'), on(3, '2026-08-03'), on(2, '2026-07-31')]);
  assert.deepEqual(
    days.map(({ day, changes }) => [day, changes.map(({ cursor }) => cursor).join(' ')]),
    [
      ['2026-08-03', 'c5 c3'],
      ['2026-08-02', 'c4'],
      ['2026-07-31', 'c2'],
    ],
  );
  assert.deepEqual(daysOf([]), []);
});
