import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { WorkTurns } from '../../src/background/work-turns.ts';

const rules = { concurrency: 1, waiting: 200, waitMs: 60_000, refusal: () => new Error('too many') };

/** Work that goes on until it is told to end. */
function work() {
  const { promise, resolve } = Promise.withResolvers<string>();
  return { run: () => promise, end: () => resolve('done') };
}

test('those who wait are worked on in the order in which they came, one after the other', async () => {
  const turns = new WorkTurns(rules);
  const order: number[] = [];
  const works = [0, 1, 2].map(() => work());
  const begin = async (n: number) => {
    order.push(n);
    return await works[n]?.run();
  };
  const all = works.map((_, n) => turns.take(undefined, () => begin(n)));
  await nextTurn();
  assert.deepEqual(order, [0]);
  for (const { end } of works) {
    end();
    await nextTurn();
  }
  assert.deepEqual(
    [order, await Promise.all(all)],
    [
      [0, 1, 2],
      ['done', 'done', 'done'],
    ],
  );
});

test('who gives up at the moment at which it would be its turn takes no turn from those behind', async () => {
  const turns = new WorkTurns(rules);
  const first = work();
  const one = turns.take(undefined, first.run);
  const giving = new AbortController();
  const second = turns.take(giving.signal, async () => assert.fail('it gave up'));
  const third = turns.take(undefined, async () => 'third');
  await nextTurn();
  first.end();
  giving.abort();
  await assert.rejects(second, { name: 'AbortError' });
  assert.deepEqual(await Promise.all([one, third]), ['done', 'third']);
  assert.equal(await turns.take(undefined, async () => 'fourth'), 'fourth');
});

test('who has given up before it comes takes no place', async () => {
  const turns = new WorkTurns(rules);
  const first = work();
  const one = turns.take(undefined, first.run);
  const late = turns.take(AbortSignal.abort(), async () => assert.fail('it gave up'));
  assert.deepEqual(turns.load, { working: 1, waiting: 0 });
  await assert.rejects(late, { name: 'AbortError' });
  first.end();
  assert.equal(await one, 'done');
});

test('no more than may are kept waiting', async () => {
  const turns = new WorkTurns(rules);
  const first = work();
  const waiting = [
    turns.take(undefined, first.run),
    ...Array.from({ length: 200 }, () => turns.take(undefined, async () => 'done')),
  ];
  await assert.rejects(
    turns.take(undefined, async () => 'done'),
    /too many/,
  );
  first.end();
  assert.equal((await Promise.all(waiting)).length, 201);
});

test('who has waited for too long is refused, and takes no turn from those behind', async () => {
  const turns = new WorkTurns({ ...rules, waitMs: 1 });
  const first = work();
  const one = turns.take(undefined, first.run);
  await assert.rejects(
    turns.take(undefined, async () => assert.fail('it was refused')),
    /too many/,
  );
  first.end();
  assert.equal(await one, 'done');
  assert.deepEqual(turns.load, { working: 0, waiting: 0 });
});
