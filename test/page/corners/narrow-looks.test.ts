import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Page } from 'playwright-core';
import { fitsTheScreen, noBrowser } from '../../support/page/browser.ts';
import { fillCutHomes } from '../../support/page/cut-homes.ts';
import { fillMarket } from '../../support/page/market-homes.ts';
import { servedPage } from '../../support/page/page-world.ts';

const site = servedPage({
  path: '',
  withLake: true,
  fill: async (api) => {
    await fillCutHomes(api);
    await fillMarket(api);
  },
});

const rows = async (page: Page) => await page.locator('tbody tr').first().waitFor();

const pages: Readonly<Record<string, (page: Page) => Promise<void>>> = {
  '/': async (page) => {
    await rows(page);
    await page.getByRole('button', { expanded: false }).first().click();
  },
  '/drops?days=30': rows,
  '/market?place=FR,,Perpignan&place=FR,,Lyon': async (page) => await page.getByRole('application').waitFor(),
};

/** In CSS pixels: a small watch or a split screen, and a phone of 360 whose text is enlarged to 200 %. */
for (const width of [240, 180]) {
  for (const locale of ['en-GB', 'de-DE', 'fr-FR']) {
    for (const [path, isThere] of Object.entries(pages)) {
      test(`nothing of ${path} is beside a screen of ${width}: ${locale}`, { skip: noBrowser }, async () => {
        const page = await site.world.browser.open(`${site.address}${path}`, {
          ...{ locale, viewport: { width, height: 640 } },
        });
        await isThere(page);
        assert.ok(await fitsTheScreen(page));
      });
    }
  }
}
