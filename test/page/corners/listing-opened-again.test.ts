import assert from 'node:assert/strict';
import { test } from 'node:test';
import { noBrowser } from '../../support/page/browser.ts';
import { holdRequests } from '../../support/page/hold-requests.ts';
import { servedPage } from '../../support/page/page-world.ts';
import { cutHome } from '../../support/page/prices.ts';

const theBrowser = { skip: noBrowser };
const site = servedPage({ path: '', fill: async (api) => void (await cutHome(api, 'Flat with a past')) });

test('a listing that is opened again shows what became of it meanwhile', theBrowser, async () => {
  const page = await site.world.browser.open(`${site.address}/1/prices`);
  const listing = page.getByRole('region', { name: 'The listing' });
  await page.locator('figure svg').first().waitFor();
  await page.getByRole('link', { name: 'Changes' }).click();
  await page.getByRole('heading', { name: 'What changes now' }).waitFor();
  const { status } = await site.world.api.call('PATCH', '/listings/1', { latest_price_eur: 123_456 });
  assert.equal(status, 200);
  await page.goBack();
  await listing.getByText('€123,456').waitFor();
  await page.getByRole('region', { name: 'Prices' }).getByRole('cell', { name: '€123,456' }).first().waitFor();
});

test('a listing that changes before it is followed is read again once it is', theBrowser, async () => {
  const page = await site.world.browser.open('about:blank');
  const follow = await holdRequests(page, '**/changes?**');
  await page.goto(`${site.address}/1/prices`);
  await page.locator('figure svg').first().waitFor();
  await site.world.api.call('PATCH', '/listings/1', { latest_price_eur: 234_567 });
  follow();
  await page.getByRole('region', { name: 'The listing' }).getByText('€234,567').waitFor();
});
