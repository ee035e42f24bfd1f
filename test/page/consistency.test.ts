import assert from 'node:assert/strict';
import { test } from 'node:test';
import { consistencyTokens } from '../../ui/src/api/consistency.ts';
import { noBrowser } from '../support/page/browser.ts';
import { servedPage } from '../support/page/page-world.ts';
import { cutHome, priceRow } from '../support/page/prices.ts';

const site = servedPage({ path: '' });

const answer = (token?: string) => ({
  headers: new Headers(token === undefined ? {} : { 'consistency-token': token }),
});

test('reads of the next minute bring the tokens of the latest write and of the feed, writes do not', () => {
  let now = 0;
  const tokens = consistencyTokens(() => now);
  const brought = (method: string) => {
    const headers = new Headers();
    tokens.bring({ method, headers });
    return headers.get('consistency-token');
  };
  assert.equal(brought('GET'), null);
  tokens.answered({ method: 'PATCH' }, answer('a'));
  tokens.answered({ method: 'DELETE' }, answer('b'));
  tokens.answered({ method: 'PATCH' }, answer());
  assert.deepEqual([brought('GET'), brought('PATCH')], ['b', null]);
  now = 20_000;
  tokens.answered({ method: 'GET' }, answer('page of the feed'));
  assert.equal(brought('GET'), 'b, page of the feed');
  now = 30_000;
  tokens.told('c');
  tokens.told('d');
  assert.equal(brought('GET'), 'b, page of the feed, d');
  now = 60_000;
  assert.equal(brought('GET'), 'page of the feed, d');
  now = 80_000;
  assert.equal(brought('GET'), 'd');
  now = 90_000;
  assert.equal(brought('GET'), null);
});

test('what is read again on the news of a stream brings the token that it told', { skip: noBrowser }, async () => {
  const { id, path } = await cutHome(site.world.api, 'Flat behind a replica');
  const { body: changes } = await site.world.api.call('GET', `/changes?listing_id=${id}`);
  const { cursor } = changes.at(-1);
  const told = [
    `event: consistency-token\ndata: WyJ3YWwiLDU0NTI1OTUyXQ\n\n`,
    `id: ${cursor}\ndata: ${JSON.stringify(changes.at(-1))}\n\n`,
  ];
  const page = await site.world.browser.open('about:blank');
  await page.route(
    /after=now/,
    async (route) => await route.fulfill({ contentType: 'text/event-stream', body: told.join('') }),
    { times: 1 },
  );
  const readWithToken = page.waitForRequest(
    (request) =>
      request.url().endsWith(`/listings/${id}`) && request.headers()['consistency-token'] === 'WyJ3YWwiLDU0NTI1OTUyXQ',
  );
  await page.goto(`${site.address}${path}`);
  await priceRow(page, '€370,000').waitFor();
  await readWithToken;
});
