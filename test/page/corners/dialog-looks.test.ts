import { test } from 'node:test';
import { noBrowser } from '../../support/page/browser.ts';
import { assertFitsItself, assertLooksGood, looks } from '../../support/page/looks.ts';
import { servedPage } from '../../support/page/page-world.ts';
import { cutHome, priceRow } from '../../support/page/prices.ts';

const theBrowser = { skip: noBrowser };

const site = servedPage({ path: '' });

for (const { name, reader } of looks) {
  test(`axe finds nothing in dialogs and notices, nor is anything beside the screen: ${name}`, theBrowser, async () => {
    const { id, path } = await cutHome(site.world.api, 'Flat with a history');
    const page = await site.world.browser.open(`${site.address}${path}`, reader);
    const dialog = page.getByRole('dialog');
    await priceRow(page, '€390,000').getByRole('button').click();
    await dialog.getByRole('button', { name: 'Correct price' }).click();
    await assertLooksGood(page);
    await assertFitsItself(dialog);
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Add a past price' }).click();
    await dialog.getByRole('button', { name: 'Add price' }).click();
    await assertLooksGood(page);
    await assertFitsItself(dialog);
    await page.keyboard.press('Escape');
    await page.getByLabel('New price, €').fill('350,000');
    await page.keyboard.press('Enter');
    await page.getByText('Price changed to €350,000.').waitFor();
    await priceRow(page, '€350,000').waitFor();
    await assertLooksGood(page);
    await page.goto(`${site.address}/${id}/edit`);
    await page.getByRole('button', { name: 'Delete listing …' }).click();
    await dialog.getByText('4 prices').waitFor();
    await assertLooksGood(page);
    await assertFitsItself(dialog);
  });
}
