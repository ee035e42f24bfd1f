import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import fc from 'fast-check';
import { metricNames } from '../../src/market/figures/metrics.ts';
import { anyQuestion } from '../support/market/any-question.ts';
import { type MarketQuestion, pathOf } from '../support/market/market-question.ts';
import { MarketWorld } from '../support/market/market-world.ts';
import { sampledBooks } from '../support/market/sampled-books.ts';
import { letSessionsSetClock } from '../support/market/written-book.ts';
import { writtenLakes } from '../support/market/written-lakes.ts';
import { thorough } from '../support/thorough.ts';

const numRuns = thorough ? 80 : 15;

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

for (const { title, seed, steps } of sampledBooks) {
  test(`${title}: every figure is what its definition has, whatever is asked`, async () => {
    const { ids, server, get } = await writtenLakes(world, steps());
    const ask = async (question: MarketQuestion) => {
      await get(pathOf(question));
      return await world.assertAnswer(server, question);
    };
    let figures = 0;
    const property = fc.asyncProperty(anyQuestion(ids), async (question) => {
      const rows = await ask(question);
      figures += rows.filter(({ hidden = [] }) => hidden.length < question.metric.length).length;
    });
    for (const question of extremes) await ask(question);
    await fc.assert(property, { numRuns, seed });
    assert.ok(figures > numRuns, `${figures} rows tell something`);
  });
}
