import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Page } from 'playwright-core';
import { noBrowser } from '../../support/page/browser.ts';
import { hasValue } from '../../support/page/has-value.ts';
import { servedPage } from '../../support/page/page-world.ts';
import { cutHome, daysAgo, priceRow } from '../../support/page/prices.ts';

const theBrowser = { skip: noBrowser };
const site = servedPage({ path: '' });

/** A page for which what is asked at some addresses fails until it is mended. */
async function openFailing(path: string, failing: RegExp): Promise<{ page: Page; mend: () => Promise<void> }> {
  const page = await site.world.browser.open('about:blank');
  site.world.browser.mayFail(page, /^500 /);
  await page.route(failing, (route) => route.fulfill({ status: 500 }));
  await page.goto(`${site.address}${path}`);
  return { page, mend: async () => await page.unroute(failing) };
}

test('where the corrections of prices cannot be read, that is told with the table', theBrowser, async () => {
  const { id, path } = await cutHome(site.world.api, 'Flat with a correction');
  const made = await site.world.api.call('PUT', `/listings/${id}/prices/${daysAgo(20)}`, { price_eur: 385_000 });
  const { effective_at } = made.body;
  await site.world.api.call('PUT', `/listings/${id}/prices/${effective_at}`, { price_eur: 380_000 });
  const { page, mend } = await openFailing(path, /\/corrections\b/);
  const note = page.getByRole('region', { name: 'Prices' }).getByRole('alert');
  await note.getByText('What was corrected could not be read. The service failed.').waitFor();
  await priceRow(page, '€380,000').waitFor();
  await mend();
  await note.getByRole('button', { name: 'Try again' }).click();
  await priceRow(page, /€385,000.*corrected on/).waitFor();
  assert.equal(await note.count(), 0);
});

test('where listings cannot be counted, that is told above them', theBrowser, async () => {
  await cutHome(site.world.api, 'Flat that is not counted');
  const { page } = await openFailing('/', /count=exact/);
  await page.getByText('They could not be counted').waitFor();
  await page.getByRole('link', { name: 'Flat that is not counted' }).waitFor();
});

test(
  'where nothing is found, and it is not known whether there is any in that place, it claims nothing',
  theBrowser,
  async () => {
    const { page } = await openFailing('/?city=Atlantis', /count=exact/);
    await page.getByText('No listing is like that').waitFor();
    await page.getByRole('button', { name: 'Look at all listings' }).waitFor();
  },
);

for (const [path, label] of [
  ['/', 'City or postal code'],
  ['/drops', 'City or postal code'],
  ['/market', 'Add a city or postal code'],
] as const) {
  test(`a place that cannot be looked up is not taken for one without a home: ${path}`, theBrowser, async () => {
    const { page, mend } = await openFailing(path, /\/places\b/);
    const input = page.getByLabel(label);
    const note = page.getByRole('alert').getByText('Places could not be looked up.');
    await input.fill('Nowhere');
    await page.keyboard.press('Enter');
    await note.waitFor();
    await hasValue(input, 'Nowhere');
    assert.equal(new URL(page.url()).search, '');
    await mend();
    await input.press('Enter');
    await page.waitForURL(/Nowhere/);
    await note.waitFor({ state: 'detached' });
  });
}

test('that places cannot be suggested is told as one types', theBrowser, async () => {
  const { page } = await openFailing('/', /\/places\b/);
  const input = page.getByLabel('City or postal code');
  await input.pressSequentially('Nowh');
  await page.getByRole('alert').getByText('Places could not be looked up.').waitFor();
  await input.press('Escape');
  await page.getByRole('alert').waitFor({ state: 'detached' });
});
