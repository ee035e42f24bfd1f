import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Page } from 'playwright-core';
import { fitsTheScreen, noBrowser, phone } from '../support/page/browser.ts';
import { hasFocus, tabTo } from '../support/page/keyboard.ts';
import { servedPage } from '../support/page/page-world.ts';
import { cutHome } from '../support/page/prices.ts';
import { someHome } from '../support/page/some-home.ts';

const theBrowser = { skip: noBrowser };

const site = servedPage({ path: '', fill: async (api) => void (await someHome(api, { name: 'Flat elsewhere' })) });

/** A home for 400,000 €, cut to 370,000 €, in a place of its own. */
async function homeIn(city: string): Promise<string> {
  const name = `Flat in ${city}`;
  const postal_address = { street_address: '2 quai du Port', postal_code: '13002', city, country: 'FR' };
  await cutHome(site.world.api, name, { postal_address });
  return name;
}

/** Another window, which shows what changes. */
async function watchChanges(): Promise<Page> {
  const page = await site.world.browser.open(site.address);
  await page.getByRole('link', { name: 'Changes' }).click();
  await page.getByText('Live', { exact: true }).waitFor();
  return page;
}

test(
  'one finds a home by typing its city, sees its history, changes its price, and it arrives elsewhere',
  theBrowser,
  async () => {
    const name = await homeIn('Marseille');
    const watching = await watchChanges();
    const page = await site.world.browser.open(site.address);
    await page.getByLabel('City or postal code').pressSequentially('marse');
    await page.getByText('Marseille', { exact: true }).click();
    await page.getByText('1 listing', { exact: true }).waitFor();
    await page.getByText(name, { exact: true }).click();
    await page.getByText(/^Down 7\.5% in 2 cuts since/).waitFor();
    await page.getByLabel('Chart of the price').waitFor();
    for (const price of ['€400,000', '€390,000', '€370,000']) {
      await page.getByRole('cell', { name: price, exact: true }).waitFor();
    }
    await page.getByLabel('New price, €').fill('350,000');
    await page.getByText('Change price').click();
    await page.getByText('Price changed to €350,000.').waitFor();
    await page.getByText(/^Down 12\.5% in 3 cuts since/).waitFor();
    await watching.getByText('Price cut from €370,000 to €350,000').waitFor();
    await watching.getByText(name, { exact: true }).first().waitFor();
  },
);

test('the whole way is gone with the keyboard alone', theBrowser, async () => {
  const name = await homeIn('Nantes');
  const watching = await watchChanges();
  const page = await site.world.browser.open(site.address);
  await tabTo(page, page.getByLabel('City or postal code'));
  await page.keyboard.type('nant');
  await page.getByRole('option', { name: 'Nantes' }).waitFor();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await page.getByText('1 listing', { exact: true }).waitFor();
  await tabTo(page, page.getByRole('link', { name }));
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name }).waitFor();
  await hasFocus(page, page.getByRole('main'));
  await tabTo(page, page.getByLabel('New price, €'));
  await page.keyboard.type('350000');
  await page.keyboard.press('Enter');
  await page.getByText('Price changed to €350,000.').waitFor();
  const chart = page.getByRole('application', { name: 'Chart of the price' });
  await tabTo(page, chart);
  await page.keyboard.press('End');
  await page.getByRole('figure').getByRole('status').getByText('€350,000, −5.4%').waitFor();
  await watching.getByRole('listitem').filter({ hasText: name }).getByText('€350,000').waitFor();

  await tabTo(page, page.getByRole('link', { name: 'Changes' }), 'Shift+Tab');
  await page.keyboard.press('Enter');
  await page.getByRole('listitem').filter({ hasText: name }).getByText('€350,000').first().waitFor();
});

test('a German phone goes the whole way, and has its numbers, and nothing beside the screen', theBrowser, async () => {
  const name = await homeIn('Lille');
  const reader = { ...phone, locale: 'de-DE', timezoneId: 'Europe/Berlin' };
  const watching = await site.world.browser.open(`${site.address}/changes`, reader);
  const page = await site.world.browser.open(site.address, reader);
  await page.locator('html[lang=de]').waitFor();
  await page.getByRole('search').getByRole('combobox').tap();
  await page.keyboard.type('lill');
  await page.getByRole('option', { name: 'Lille' }).tap();
  await page.waitForURL(/city=Lille/);
  const link = page.getByRole('main').getByRole('link', { name });
  await link.waitFor();
  await page
    .getByRole('row', { name })
    .getByText(/^370\.000\s€$/)
    .waitFor();
  assert.ok(await fitsTheScreen(page));
  await link.tap();
  await page.getByRole('heading', { name }).waitFor();
  await page.getByRole('cell', { name: /^400\.000\s€$/ }).waitFor();
  assert.ok(await fitsTheScreen(page));
  const price = page.getByRole('main').getByRole('textbox').first();
  await price.tap();
  await page.keyboard.type('349.999,50');
  await page.getByRole('main').getByRole('button').first().tap();
  await page
    .getByRole('status')
    .getByText(/349\.999,50\s€/)
    .waitFor();
  await page.getByRole('cell', { name: /^349\.999,50\s€$/ }).waitFor();
  assert.ok(await fitsTheScreen(page));
  await watching
    .getByRole('listitem')
    .filter({ hasText: name })
    .getByText(/^349\.999,50\s€$/)
    .waitFor();
  assert.ok(await fitsTheScreen(watching));
});
