import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Page } from 'playwright-core';
import { noBrowser } from '../../support/page/browser.ts';
import { entries } from '../../support/page/feed-page.ts';
import { holdRequests } from '../../support/page/hold-requests.ts';
import { servedPage } from '../../support/page/page-world.ts';
import { cutHome, priceRow } from '../../support/page/prices.ts';
import { untilCaughtUp } from '../../support/until-caught-up.ts';

const theBrowser = { skip: noBrowser };

const site = servedPage({
  path: '/1/prices',
  fill: async (api) => {
    await cutHome(api, 'Flat with a past');
    await untilCaughtUp(api);
  },
});

const failed = 'This part of the page failed.';
const prices = (page: Page) => page.getByRole('region', { name: 'Prices' });

/** A page whose browser fails in what one part asks of it, until it is mended. @param broken an expression that breaks it */
async function openBroken(address: string, broken: string): Promise<Page> {
  const page = await site.world.browser.open('about:blank');
  site.world.browser.mayFail(page, /broken/);
  await page.addInitScript(broken);
  await page.goto(address);
  return page;
}

const noObserver =
  'window.Observer = ResizeObserver; ResizeObserver = class { constructor() { throw new Error("broken"); } };';
const noPlural =
  'window.Rules = Intl.PluralRules; Intl.PluralRules = class { constructor() { throw new Error("broken"); } };';

test('where the chart fails the rest of the page stands, and it can be tried again', theBrowser, async () => {
  const page = await openBroken(site.address, noObserver);
  await prices(page).getByRole('alert').getByText(failed).waitFor();
  await page.getByRole('heading', { name: 'Flat with a past' }).waitFor();
  await priceRow(page, '€390,000').waitFor();
  await page.getByRole('region', { name: 'The listing' }).getByText('€370,000').waitFor();
  await page.evaluate('ResizeObserver = window.Observer');
  await prices(page).getByRole('button', { name: 'Try again' }).click();
  await prices(page).getByRole('figure').locator('svg').waitFor();
  assert.equal(await page.getByText(failed).count(), 0);
});

test('where the standing or the table fails, the rest of the page stands', theBrowser, async () => {
  const page = await site.world.browser.open('about:blank', { timezoneId: 'UTC' }); // whose today is asked for below
  site.world.browser.mayFail(page, /Cannot read properties|Invalid time value/);
  await page.route('**/listings/1/market', (route) => route.fulfill({ json: {} }));
  await page.route(/known_at=/, async (route) => {
    const answer = await route.fetch();
    const known: object[] = await answer.json();
    await route.fulfill({ response: answer, json: known.map((price) => ({ ...price, effective_at: 'never' })) });
  });
  await page.goto(site.address);
  await page.getByRole('alert').getByText(failed).waitFor();
  await page.getByLabel('As it was known on').fill(new Date().toISOString().slice(0, 10));
  await prices(page).getByRole('alert').getByText(failed).waitFor();
  await prices(page).getByRole('figure').locator('svg').waitFor();
  assert.equal(await page.getByText(failed).count(), 2);
});

test('where the changes fail, the bar of the feed stands', theBrowser, async () => {
  const page = await openBroken(`${site.world.api.base}/changes`, noPlural);
  await page.getByRole('alert').getByText(failed).waitFor();
  await page.getByRole('button', { name: 'Pause' }).waitFor();
  await page.evaluate('Intl.PluralRules = window.Rules');
  await page.getByRole('button', { name: 'Try again' }).click();
  await entries(page).first().waitFor();
});

test('where the drops or the figures of the market fail, what they are chosen by stands', theBrowser, async () => {
  const drops = await site.world.browser.open('about:blank');
  site.world.browser.mayFail(drops, /Cannot read properties|Invalid time value/);
  await drops.route('**/market/movers?*', (route) => route.fulfill({ json: [{}] }));
  await drops.goto(`${site.world.api.base}/drops`);
  await drops.getByRole('alert').getByText(failed).waitFor();
  await drops.getByRole('link', { name: '30 days' }).waitFor();

  const market = await site.world.browser.open('about:blank');
  site.world.browser.mayFail(market, /broken/);
  await market.addInitScript(noObserver);
  await holdRequests(market, '**/market/series?*');
  await market.goto(`${site.world.api.base}/market`);
  await market.getByRole('alert').getByText(failed).waitFor();
  await market.getByLabel('Measure').waitFor();
});
