import { after, before, test } from 'node:test';
import type { Page } from 'playwright-core';
import { noBrowser } from '../support/page/browser.ts';
import { assertLooksRight } from '../support/page/looks.ts';
import { fillMarket } from '../support/page/market-homes.ts';
import { type PageWorld, startPageWorld } from '../support/page/page-world.ts';

const theBrowser = { skip: noBrowser };

let world: PageWorld;
let address: string;
before(async () => {
  if (noBrowser) return;
  world = await startPageWorld({ withLake: true });
  address = `${world.api.base}/market`;
  await fillMarket(world.api);
});
after(async () => await world?.close());

const chart = (page: Page) => page.getByRole('application');

test('axe finds nothing in either theme, and nothing is beside a narrow screen', theBrowser, async () => {
  const isThere = async (page: Page) => {
    await chart(page).waitFor();
    await page.locator('summary').click();
    await page.locator('tbody tr').first().waitFor();
  };
  await assertLooksRight(world.browser, { address: `${address}?place=FR,,Perpignan&place=FR,,Lyon`, isThere });
  await assertLooksRight(world.browser, { address: `${address}?place=FR,,Perpignan`, isThere });
});
