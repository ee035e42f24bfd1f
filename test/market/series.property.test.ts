import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import fc from 'fast-check';
import { metricNames } from '../../src/market/figures/metrics.ts';
import { anyBook, type BookStep } from '../support/market/any-book.ts';
import { anyQuestion } from '../support/market/any-question.ts';
import { type MarketQuestion, pathOf } from '../support/market/market-question.ts';
import { MarketWorld } from '../support/market/market-world.ts';
import { letSessionsSetClock, WrittenBook } from '../support/market/written-book.ts';
import { thorough } from '../support/thorough.ts';

// SEED=… writes other books, and asks other questions, than usual.
const seed = Number(process.env.SEED ?? 1);
const sizes = [
  { listings: 3, steps: 40 },
  { listings: 12, steps: 250 },
  { listings: 40, steps: 500 },
];
const rounds = thorough ? 3 : 1;
const numRuns = thorough ? 80 : 30;

const all = { metric: metricNames, min_count: 1 } as const;
/** From the first instant there is to the last one. */
const extremes: MarketQuestion[] = [
  { ...all, period: 'year', from: '0001-01-01', to: '9999-12-31T23:59:59.999Z' },
  { ...all, period: 'week', from: '0001-01-01', to: '0001-03-01' },
  { ...all, period: 'week', from: '2020-12-31T23:59:59.999Z', to: '2021-01-11', by: ['city'] },
  { ...all, period: 'month', by: ['country'] },
];

let world: MarketWorld;
before(async () => {
  world = await MarketWorld.start();
  await letSessionsSetClock(world.database);
});
after(async () => await world.stop());

for (const [n, size] of Array.from({ length: rounds }, () => sizes)
  .flat()
  .entries()) {
  test(`book ${n} of ${size.listings} listings and more: every figure is what its definition has, whatever is asked`, async () => {
    const [steps = []] = fc.sample(anyBook(size), { numRuns: 1, seed: seed + n });
    const { ids, ask } = await written(steps);
    let figures = 0;
    const property = fc.asyncProperty(anyQuestion(ids), async (question) => {
      const rows = await ask(question);
      figures += rows.filter(({ hidden = [] }) => hidden.length < question.metric.length).length;
    });
    for (const question of extremes) await ask(question);
    await fc.assert(property, { numRuns, seed: seed + n });
    assert.ok(figures > numRuns, `${figures} rows tell something`);
  });
}

/** A book, and what asks a question of it: of a lake that was made at once, and of one that followed it. */
async function written(steps: readonly BookStep[]) {
  const book = await WrittenBook.empty(world.database);
  const followed = await world.lake();
  const layers: number[] = [];
  // The most comes second: a layer that is larger than those after it is not made one with them.
  for (const [from, to] of [
    [0, 0.05],
    [0.05, 0.97],
    [0.97, 0.99],
    [0.99, 1],
  ] as const) {
    await book.take(steps.slice(Math.floor(steps.length * from), Math.floor(steps.length * to)));
    layers.push((await world.follow(followed)).layers.length);
  }
  await book.close();
  assert.ok(Math.max(...layers) > 1 && book.refused < steps.length / 3, `${layers} layers, ${book.refused} refused`);
  const rebuilt = await world.lake();
  await world.rebuild(rebuilt);
  const servers = [await world.serve(followed), await world.serve(rebuilt)] as const;
  const ask = async (question: MarketQuestion) => {
    const [one, other] = await Promise.all(servers.map((server) => world.ask(server, question)));
    assert.equal(one?.text, other?.text, pathOf(question));
    return await world.assertAnswer(servers[0], question);
  };
  return { ids: book.ids, ask };
}
