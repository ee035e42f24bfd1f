import { test } from 'node:test';
import { noBrowser } from '../../support/page/browser.ts';
import { cutHomes, cutInAWeek, fillCutHomes, untilCutHomesAre } from '../../support/page/cut-homes.ts';
import { tabTo } from '../../support/page/keyboard.ts';
import { assertLooksRight } from '../../support/page/looks.ts';
import { servedPage } from '../../support/page/page-world.ts';

const theBrowser = { skip: noBrowser };

const site = servedPage({ path: '/drops', withLake: true, fill: fillCutHomes });

test('a place is chosen and a home gone to by keyboard alone', theBrowser, async () => {
  const page = await site.world.browser.open(site.address);
  await untilCutHomesAre(page, cutInAWeek);
  await tabTo(page, page.getByRole('link', { name: '30 days' }));
  await page.keyboard.press('Enter');
  await tabTo(page, page.getByLabel('City or postal code'));
  await page.keyboard.type('lyo');
  await page.getByRole('option', { name: /Lyon/ }).waitFor();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await page.waitForURL(/\?days=30&city=Lyon&country=FR/);
  await untilCutHomesAre(page, ['Long ago', 'Fresh']);
  await tabTo(page, cutHomes(page).first());
  await page.keyboard.press('Enter');
  await page.waitForURL(/\/\d+\/prices$/);
});

test('axe finds nothing in either theme, and nothing is beside a narrow screen', theBrowser, async () => {
  await assertLooksRight(site.world.browser, {
    address: site.address,
    isThere: async (page) => await cutHomes(page).nth(3).waitFor(),
  });
});
