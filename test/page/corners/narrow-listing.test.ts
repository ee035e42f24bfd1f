import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Page } from 'playwright-core';
import { fitsTheScreen, noBrowser, phone } from '../../support/page/browser.ts';
import { brokenDays, cutOff } from '../../support/page/cut-off.ts';
import { servedPage } from '../../support/page/page-world.ts';
import { cutHome, daysAgo } from '../../support/page/prices.ts';
import { someHome } from '../../support/page/some-home.ts';
import type { TestApi } from '../../support/test-api.ts';
import { until } from '../../support/until.ts';

const today = new Date().toISOString().slice(0, 10);
const dearest = 999_999_999_999.99;
const site = servedPage({
  path: '',
  fill: async (api) => {
    await fillDearHome(api);
    await someHome(api, { latest_price_eur: dearest });
  },
});

/** A home with prices as long as any, of which some were corrected, voided, or of one day. */
async function fillDearHome(api: TestApi): Promise<void> {
  const { id } = await cutHome(api, 'Flat');
  const state = async (at: string, price_eur: number, reason?: string) =>
    await api.call('PUT', `/listings/${id}/prices/${at}`, { price_eur, reason });
  const [noon, voided] = [`${daysAgo(60).slice(0, 10)}T12:00:00Z`, daysAgo(70)];
  await state(noon, dearest, 'typed in haste');
  await state(noon, dearest - 1, 'a euro less, says https://example.org/a/long/path/without/any/space');
  await state(noon.replace('00:00Z', '00:30Z'), dearest);
  await state(voided, dearest);
  await api.call('DELETE', `/listings/${id}/prices/${voided}?reason=never+offered`);
}

/** Each page of a listing, and when all of it is there. */
const pages: Readonly<Record<string, (page: Page) => Promise<void>>> = {
  '/1/prices': async (page) => await page.locator('tbody button').nth(5).waitFor(),
  [`/1/prices?known=${today}&as_of=${today}`]: async (page) => await page.locator('tbody th').nth(5).waitFor(),
  '/2/prices': async (page) => await page.locator('tbody button').waitFor(),
  '/2/edit': async (page) => await page.locator('form textarea').waitFor(),
};

for (const locale of ['en-GB', 'de-DE', 'fr-FR']) {
  for (const [path, isThere] of Object.entries(pages)) {
    test(`all of ${path} is in sight on a small phone: ${locale}`, { skip: noBrowser }, async () => {
      const reader = { ...phone, viewport: { width: 360, height: 780 }, locale, timezoneId: 'UTC' };
      const page = await site.world.browser.open(`${site.address}${path}`, reader);
      await isThere(page);
      assert.deepEqual(await cutOff(page), []);
      assert.deepEqual(await brokenDays(page), []);
      await page.setViewportSize({ width: 240, height: 640 });
      await until('all of it fits, the chart too, which is drawn anew', () => fitsTheScreen(page), 20);
    });
  }
}
