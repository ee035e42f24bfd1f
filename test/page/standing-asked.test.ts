import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Page } from 'playwright-core';
import { someListing } from '../support/listings.ts';
import { noBrowser } from '../support/page/browser.ts';
import { servedPage } from '../support/page/page-world.ts';

const theBrowser = { skip: noBrowser };
const site = servedPage({
  path: '/1/prices',
  fill: async ({ call }) => void (await call('POST', '/listings', someListing({ name: 'Flat' }))),
});

/** How often the page of a listing asks where it stands within some minutes. */
async function asked(prepare: (page: Page) => Promise<unknown> = async () => {}): Promise<number> {
  const page = await site.world.browser.open('about:blank');
  await page.clock.install();
  await prepare(page);
  let count = 0;
  page.on('response', (response) => {
    if (response.url().endsWith('/listings/1/market')) count += 1;
  });
  const first = page.waitForResponse('**/listings/1/market');
  await page.goto(site.address);
  await first;
  for (let turn = 0; turn < 10; turn += 1) {
    await page.clock.runFor(16_000);
    await page.evaluate(async () => void (await fetch('/livez'))); // by then what was asked before is answered
  }
  return count;
}

test('a service without figures is asked once where a listing stands', theBrowser, async () => {
  assert.equal(await asked(), 1);
});

test('a listing that the figures do not have is asked for a few times', theBrowser, async () => {
  const missing = { status: 404, contentType: 'application/problem+json', body: '{"type":"/problems/not-found"}' };
  const count = await asked(async (page) => {
    site.world.browser.mayFail(page, '404 /listings/1/market');
    await page.route('**/listings/1/market', (route) => route.fulfill(missing));
  });
  assert.equal(count, 4);
});
