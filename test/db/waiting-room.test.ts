import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { type Visitor, WaitingRoom, type WaitingRules } from '../../src/db/waiting-room.ts';

type Step = { kind: 'enter' | 'serve' | 'fail'; which: number; afterMs: number };

const rules: fc.Arbitrary<WaitingRules> = fc.record({
  few: fc.integer({ min: 0, max: 4 }),
  most: fc.integer({ min: 1, max: 12 }),
  patienceMs: fc.integer({ min: 0, max: 50 }),
});
const steps: fc.Arbitrary<Step[]> = fc.array(
  fc.record({
    kind: fc.constantFrom('enter', 'enter', 'serve', 'fail'),
    which: fc.nat(20),
    afterMs: fc.integer({ min: 0, max: 30 }),
  }),
  { maxLength: 80 },
);

/** Walks through the steps; `look` sees each one who comes, before the room is asked. */
function walk(
  room: WaitingRoom,
  taken: Step[],
  look: (at: { now: number; waiting: Visitor[]; servedAt: number }) => void,
) {
  const waiting: Visitor[] = [];
  let now = 0;
  let servedAt = Number.NEGATIVE_INFINITY;
  for (const { kind, which, afterMs } of taken) {
    now += afterMs;
    if (kind === 'enter') {
      look({ now, waiting, servedAt });
      const visitor = room.enter(now);
      if (visitor) waiting.push(visitor);
      continue;
    }
    const [leaving] = waiting.splice(which % (waiting.length || 1), 1);
    if (leaving) room.leave(leaving);
    if (leaving && kind === 'serve') {
      room.progress();
      servedAt = now;
    }
  }
}

test('never more wait than may, and few may always', () => {
  fc.assert(
    fc.property(rules, steps, (given, taken) => {
      const room = new WaitingRoom(given);
      walk(room, taken, ({ now, waiting }) => {
        assert.equal(room.size, waiting.length);
        assert.ok(waiting.length <= Math.max(given.most, given.few));
        if (waiting.length < given.few) assert.ok(room.isOpen(now));
        else if (waiting.length >= given.most) assert.ok(!room.isOpen(now));
      });
    }),
  );
});

test('where one has waited for longer than the patience, and nobody was served for as long, the next is refused', () => {
  fc.assert(
    fc.property(rules, steps, (given, taken) => {
      const room = new WaitingRoom({ ...given, few: 0 });
      walk(room, taken, ({ now, waiting, servedAt }) => {
        const oldest = Math.min(...waiting.map(({ since }) => since));
        if (now - oldest > given.patienceMs && now - servedAt > given.patienceMs) assert.ok(!room.isOpen(now));
      });
    }),
  );
});

test('where nobody who waits has waited for longer than the patience since the last was served, the next is let in', () => {
  fc.assert(
    fc.property(rules, steps, (given, taken) => {
      const room = new WaitingRoom(given);
      let last = Number.NEGATIVE_INFINITY;
      walk(room, taken, ({ now, waiting, servedAt }) => {
        const justServed = servedAt > last && servedAt === now;
        last = servedAt;
        const recent = waiting.every(({ since }) => now - since <= given.patienceMs);
        if (justServed && recent && waiting.length < given.most) assert.ok(room.isOpen(now));
      });
    }),
  );
});

test('those who give up do not open the room again: only one who is served does', () => {
  const room = new WaitingRoom({ few: 0, most: 10, patienceMs: 100 });
  const first = room.enter(0);
  const second = room.enter(50);
  assert.ok(first && second);
  room.leave(first);
  room.leave(second);
  assert.equal(room.size, 0);
  assert.equal(room.enter(101), undefined);
  room.progress();
  assert.ok(room.enter(102));
});
