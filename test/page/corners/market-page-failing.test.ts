import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Page } from 'playwright-core';
import { noBrowser } from '../../support/page/browser.ts';
import { fillMarket } from '../../support/page/market-homes.ts';
import { servedPage, startApiWithPage } from '../../support/page/page-world.ts';

const theBrowser = { skip: noBrowser };

const site = servedPage({ path: '/market', withLake: true, fill: fillMarket });

const chart = (page: Page) => page.getByRole('application');

test('figures come by themselves once the lake has been made', theBrowser, async () => {
  const api = await startApiWithPage({ withLake: true });
  try {
    const page = await site.world.browser.open(`${api.base}/market`);
    site.world.browser.mayFail(page, '503 /market/series');
    await page.getByRole('status').getByText('This page asks again by itself.').waitFor();
    await fillMarket(api);
    await chart(page).waitFor();
    assert.equal(await page.getByText('This page asks again by itself.').count(), 0);
    await page.context().close();
  } finally {
    await api.stop();
  }
});

test('who is offline keeps the figures that are there', theBrowser, async () => {
  const page = await site.world.browser.open(site.address);
  await chart(page).waitFor();
  site.world.browser.mayFail(page, '0 /market/series');
  await page.context().setOffline(true);
  await page.getByLabel('Type').selectOption('APARTMENT');
  await page
    .getByRole('alert')
    .getByText(/You are offline\. What is shown is as of/)
    .waitFor();
  await chart(page).waitFor();
  await page.context().setOffline(false);
  await page.getByRole('alert').waitFor({ state: 'detached' });
  await page.getByText(/^Only these homes: Apartment\./).waitFor();
});

test('where nothing was on offer it says so, and leads to all homes', theBrowser, async () => {
  const page = await site.world.browser.open(`${site.address}?place=FR,,Atlantis`);
  await page.getByText('No home like that was on offer in this time').waitFor();
  await page.getByRole('button', { name: 'Look at all homes' }).click();
  await chart(page).waitFor();
});

test('where too few homes are on offer no figure is told', theBrowser, async () => {
  const page = await site.world.browser.open(`${site.address}?place=FR,,Nice`);
  await page.getByRole('heading', { name: 'Too few homes to say how the market moved' }).waitFor();
  await page.getByText('This figure would be of too few in every period').waitFor();
  await page
    .getByText('It is told from 5 homes on whose size is known. There may be more of them in a larger place.')
    .waitFor();
  assert.equal(await chart(page).count(), 0);
});
