import { test } from 'node:test';
import type { Page } from 'playwright-core';
import { noBrowser } from '../../support/page/browser.ts';
import { assertLooksRight } from '../../support/page/looks.ts';
import { fillMarket } from '../../support/page/market-homes.ts';
import { servedPage } from '../../support/page/page-world.ts';

const theBrowser = { skip: noBrowser };

const site = servedPage({ path: '/market', withLake: true, fill: fillMarket });

async function untilWhole(page: Page): Promise<void> {
  await page.getByRole('application').waitFor();
  await page.locator('summary').click();
  await page.locator('tbody tr').first().waitFor();
}

for (const [what, places] of [
  ['a place with its band', 'place=FR,,Perpignan'],
  ['places that are compared', 'place=FR,,Perpignan&place=FR,,Lyon'],
] as const) {
  test(`axe finds nothing in either theme, and nothing is beside a narrow screen: ${what}`, theBrowser, async () => {
    await assertLooksRight(site.world.browser, { address: `${site.address}?span=1y&${places}`, isThere: untilWhole });
  });
}
