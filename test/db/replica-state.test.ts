import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { ReplicaState, type ReplicaTurn } from '../../src/db/replica-state.ts';

type Step = { afterMs: number; written: number; replays: number; knowsPrimary: boolean; fails: boolean };

const steps: fc.Arbitrary<Step[]> = fc.array(
  fc.record({
    afterMs: fc.integer({ min: 1, max: 4_000 }),
    written: fc.constantFrom(0, 0, 1, 5),
    /** What part of what it has not, in tenths. */
    replays: fc.constantFrom(0, 0, 3, 10, 10),
    knowsPrimary: fc.constantFrom(true, true, true, false),
    fails: fc.constantFrom(false, false, false, false, true),
  }),
  { maxLength: 60 },
);
const lagMs = 5_000;

type Moment = { now: number; replayed: number; primary: number | undefined; turn: ReplicaTurn | undefined };

/** Looks where one is due; `look` sees each moment after it. */
function walk(taken: Step[], look: (state: ReplicaState, moment: Moment, wasUsable: boolean) => void): void {
  const state = new ReplicaState({ lagMs });
  let [now, written, replayed] = [0, 0, 0];
  for (const step of taken) {
    now += step.afterMs;
    written += step.written;
    replayed += Math.floor(((written - replayed) * step.replays) / 10);
    if (!state.isDue(now)) continue;
    const primary = step.knowsPrimary ? written : undefined;
    const wasUsable = state.isUsable;
    const turn = step.fails ? state.failed(now) : state.looked(now, { replayed, primary });
    look(state, { now, replayed, primary: step.fails ? undefined : primary, turn }, wasUsable);
  }
}

test('what is told changes each time, and a replica is read only after it was told', () => {
  fc.assert(
    fc.property(steps, (taken) => {
      let told: string | undefined;
      walk(taken, (state, { turn }) => {
        assert.notEqual(turn?.kind ?? 'nothing', told ?? 'none');
        told = turn?.kind ?? told;
        if (state.isUsable) assert.equal(told, 'used');
      });
    }),
  );
});

test('a replica that is read has what the primary had within the bound, as far as the primary can be asked', () => {
  fc.assert(
    fc.property(steps, (taken) => {
      const samples: { at: number; position: number }[] = [];
      walk(taken, (state, { now, replayed, primary }) => {
        if (primary === undefined) return;
        samples.push({ at: now, position: primary });
        const isFresh = samples.some(({ at, position }) => now - at <= lagMs && position <= replayed);
        if (state.isUsable) assert.ok(isFresh);
        if (replayed === primary) assert.ok(state.isUsable, 'it has caught up');
      });
    }),
  );
});

test('while the primary cannot be asked a replica that is read stays so', () => {
  fc.assert(
    fc.property(steps, (taken) => {
      walk(
        taken.map((step) => ({ ...step, knowsPrimary: false, fails: false })),
        (state) => assert.ok(state.isUsable),
      );
      walk(taken, (state, { primary, turn }, wasUsable) => {
        if (primary === undefined && wasUsable && turn?.kind !== 'given_up') assert.ok(state.isUsable);
      });
    }),
  );
});

test('one that fails again and again is asked less and less, every 30 s at last; one that was of use, after a second', () => {
  const state = new ReplicaState({ lagMs });
  let now = 0;
  const pauses: number[] = [];
  const failedAgain = () => {
    const from = now;
    assert.ok(!state.isUsable);
    while (!state.isDue(now)) now += 500;
    pauses.push(now - from);
  };
  for (let time = 0; time < 7; time += 1) {
    const turn = state.failed(now);
    assert.deepEqual(turn, time === 0 ? { kind: 'given_up', pauseMs: 1_000 } : undefined);
    failedAgain();
  }
  assert.deepEqual(pauses, [1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000]);
  assert.deepEqual(state.looked(now, { replayed: 1, primary: 1 }), { kind: 'used' });
  assert.deepEqual(state.failed(now + 1_000), { kind: 'given_up', pauseMs: 30_000 });
  now += 31_000;
  assert.deepEqual(state.looked(now, { replayed: 1, primary: 1 }), { kind: 'used' });
  assert.deepEqual(state.failed(now + 11_000), { kind: 'given_up', pauseMs: 1_000 });
});

test('one that comes back is told to lag only where it has not caught up by the next look', () => {
  const state = new ReplicaState({ lagMs });
  assert.equal(state.looked(0, { replayed: 1, primary: 9 }), undefined);
  assert.ok(!state.isUsable);
  assert.equal(state.looked(1_000, { replayed: 8, primary: 12 })?.kind, 'lagging');
  assert.equal(state.looked(2_000, { replayed: 8, primary: 12 }), undefined);
  assert.deepEqual(state.looked(3_000, { replayed: 12, primary: 15 }), { kind: 'used' });
});

test('of a thousand looks and more the lag is not taken for less than it is', () => {
  const state = new ReplicaState({ lagMs });
  state.looked(0, { replayed: 1, primary: 1 });
  for (let second = 1; second <= 2_000; second += 1) {
    state.looked(second * 1_000, { replayed: 1, primary: 1 + second });
  }
  assert.ok(!state.isUsable);
  state.looked(2_001_000, { replayed: 1_500, primary: 2_002 });
  assert.ok(!state.isUsable);
  assert.deepEqual(state.looked(2_002_000, { replayed: 2_002, primary: 2_002 }), { kind: 'used' });
});
