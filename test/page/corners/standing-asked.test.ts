import assert from 'node:assert/strict';
import { test } from 'node:test';
import { someListing } from '../../support/listings.ts';
import { noBrowser } from '../../support/page/browser.ts';
import { servedPage } from '../../support/page/page-world.ts';

const theBrowser = { skip: noBrowser };
const site = servedPage({
  path: '/1/prices',
  fill: async ({ call }) => void (await call('POST', '/listings', someListing({ name: 'Flat' }))),
});

/** Shorter than a stream may say nothing: once it is taken for lost, all is read again. */
const twiceTheIntervalMs = 32_000;

test('a service without figures is asked once where a listing stands', theBrowser, async () => {
  const page = await site.world.browser.open('about:blank');
  await page.clock.install();
  let count = 0;
  page.on('response', (response) => {
    if (response.url().endsWith('/listings/1/market')) count += 1;
  });
  const first = page.waitForResponse('**/listings/1/market');
  await page.goto(site.address);
  await first;
  await page.clock.runFor(twiceTheIntervalMs);
  await page.evaluate(async () => void (await fetch('/livez'))); // by then what was asked before is answered
  assert.equal(count, 1);
});
