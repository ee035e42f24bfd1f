import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Page } from 'playwright-core';
import { noBrowser } from '../../support/page/browser.ts';
import { servedPage } from '../../support/page/page-world.ts';
import { cutHome, daysAgo } from '../../support/page/prices.ts';

const theBrowser = { skip: noBrowser };
const site = servedPage({ path: '' });

const circle = (page: Page) => page.getByText('Struck circle: a price that no longer counts.');
const triangle = (page: Page) => page.getByText('Hollow triangle: a price beyond the axis that no longer counts.');
const chart = (page: Page) => page.getByRole('figure').locator('svg').first();

/** A price of a home that was stated, and then voided. */
async function voidedPrice(id: number, days: number, price_eur: number): Promise<void> {
  const path = `/listings/${id}/prices/${daysAgo(days)}`;
  await site.world.api.call('PUT', path, { price_eur });
  await site.world.api.call('DELETE', path);
}

test('below the chart is said what its marks mean, of those that are shown', theBrowser, async () => {
  const { id, path } = await cutHome(site.world.api, 'Flat with voided prices');
  await voidedPrice(id, 70, 3_950_000);
  await voidedPrice(id, 60, 395_000);
  const page = await site.world.browser.open(`${site.address}${path}`);
  await circle(page).waitFor();
  await triangle(page).waitFor();
  await page.getByRole('link', { name: '1 month' }).click();
  await circle(page).waitFor({ state: 'detached' });
  await triangle(page).waitFor({ state: 'detached' });
});

test(
  'a triangle is not told of where no price is beyond the axis, nor is a mark where there is none',
  theBrowser,
  async () => {
    const home = await cutHome(site.world.api, 'Flat with a voided price');
    const page = await site.world.browser.open(`${site.address}${home.path}`);
    await chart(page).waitFor();
    await circle(page).waitFor({ state: 'detached' });
    await voidedPrice(home.id, 60, 395_000);
    await circle(page).waitFor();
    await triangle(page).waitFor({ state: 'detached' });
  },
);

test('what the keys do is said where its room was kept: nothing below the chart moves', theBrowser, async () => {
  const { id, path } = await cutHome(site.world.api, 'Flat with marks of both kinds');
  await voidedPrice(id, 70, 3_950_000);
  await voidedPrice(id, 60, 395_000);
  const tall = { viewport: { width: 1280, height: 2_400 } }; // nothing is scrolled
  const page = await site.world.browser.open(`${site.address}${path}`, tall);
  await triangle(page).waitFor();
  const place = async () => (await page.getByRole('button', { name: 'Save PNG' }).boundingBox())?.y;
  await page.getByLabel('From zero').focus();
  const before = await place();
  await page.keyboard.press('Tab');
  await page.getByText('Arrow keys go from change to change').waitFor();
  assert.equal(await place(), before);
});
