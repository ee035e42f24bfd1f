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

const missing = { status: 404, contentType: 'application/problem+json', body: '{"type":"/problems/not-found"}' };

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
  const count = await asked(async (page) => {
    site.world.browser.mayFail(page, '404 /listings/1/market');
    await page.route('**/listings/1/market', (route) => route.fulfill(missing));
  });
  assert.equal(count, 4);
});

test('a listing that the figures do not have is said to be missing until they have it', theBrowser, async () => {
  const page = await site.world.browser.open('about:blank');
  site.world.browser.mayFail(page, '404 /listings/1/market');
  await page.clock.install();
  let isKnown = false;
  const standing = { comparable: { city: 'Lille', count: 0 }, cuts: 0 };
  const known = { status: 200, headers: { 'data-as-of': '2026-11-29T12:00:00Z' }, json: standing };
  await page.route('**/listings/1/market', (route) => route.fulfill(isKnown ? known : missing));
  await page.goto(site.address);
  const among = page.getByRole('region', { name: 'Among homes like it' });
  await among.getByText('do not have this home yet').waitFor();
  await among.getByText('This page asks again by itself.').waitFor();
  for (let turn = 0; turn < 3; turn += 1) {
    const asked = page.waitForResponse('**/listings/1/market');
    await page.clock.runFor(16_000);
    await asked;
  }
  await among.getByRole('button', { name: 'Try again' }).waitFor();
  isKnown = true;
  await among.getByRole('button', { name: 'Try again' }).click();
  await among.getByText('Every price that was recorded by 29 Nov 2026, 13:00 is in.').waitFor();
});
