import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { setClock } from '../support/clock.ts';
import { someListing } from '../support/listings.ts';
import { startTestApi, type TestApi } from '../support/test-api.ts';

let api: TestApi;
before(async () => {
  api = await startTestApi();
});
after(async () => await api.stop());

test('H1: after each change the history holds exactly the prices so far, with their times', async () => {
  const steps = [
    { price_eur: 100_000, created_date: '2023-01-12T09:23:36.000Z' },
    { price_eur: 150_000, created_date: '2023-01-17T08:17:32.000Z' },
    { price_eur: 125_000, created_date: '2023-01-21T18:37:14.000Z' },
  ];
  let id = 0;
  for (const [done, step] of steps.entries()) {
    await setClock(api, step.created_date);
    const listing = someListing({ latest_price_eur: step.price_eur });
    const answer =
      id === 0 ? await api.call('POST', '/listings', listing) : await api.call('PUT', `/listings/${id}`, listing);
    id = answer.body.id;
    assert.equal(answer.body.updated_date, step.created_date);
    assert.equal(answer.body.created_date, steps[0]?.created_date);
    assert.equal(answer.headers.get('etag'), `"${done + 1}"`);
    const prices = await api.call('GET', `/listings/${id}/prices`);
    assert.deepEqual(prices.body, steps.slice(0, done + 1));
  }
});
