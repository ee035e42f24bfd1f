import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Page } from 'playwright-core';
import { noBrowser } from '../../support/page/browser.ts';
import { servedPage } from '../../support/page/page-world.ts';
import { someHome } from '../../support/page/some-home.ts';

const theBrowser = { skip: noBrowser };
const site = servedPage({
  path: '',
  fill: async (api) => {
    for (const building_type of ['HOUSE', 'APARTMENT', 'APARTMENT'] as const) await someHome(api, { building_type });
  },
});

const opacityOfCount = async (page: Page) =>
  await page.evaluate<string>("getComputedStyle(document.querySelector('p[aria-busy]')).opacity");

test('the count of a search before is shown as old until the one of these rows is there', theBrowser, async () => {
  const page = await site.world.browser.open(site.address);
  const count = page.getByText(/^\d listings?$/);
  await page.getByText('3 listings', { exact: true }).waitFor();
  const held = Promise.withResolvers<void>();
  await page.route(/count=exact/, async (route) => {
    await held.promise;
    await route.continue();
  });
  await page.getByLabel('Type').selectOption('HOUSE');
  await page.locator('tbody tr').nth(2).waitFor({ state: 'detached' });
  assert.equal(await count.getAttribute('aria-busy'), 'true');
  assert.equal(await opacityOfCount(page), '0.6');
  assert.equal(await page.locator('section', { has: count }).getAttribute('aria-busy'), 'true');
  held.resolve();
  await page.getByText('1 listing', { exact: true }).and(page.locator('[aria-busy="false"]')).waitFor();
  assert.equal(await opacityOfCount(page), '1');
});

test('a count is not shown above rows of another search', theBrowser, async () => {
  const page = await site.world.browser.open(site.address);
  site.world.browser.mayFail(page, '500 /listings');
  await page.getByText('3 listings', { exact: true }).waitFor();
  await page.route(/with=history/, (route) => route.fulfill({ status: 500 }));
  const counted = page.waitForResponse(/count=exact/);
  await page.getByLabel('Type').selectOption('HOUSE');
  await counted;
  await page.getByRole('alert').getByText('The service failed.').waitFor();
  assert.equal(await page.locator('tbody tr').count(), 3);
  await page.getByText(/^\d listings?$/).waitFor({ state: 'detached' });
});
