import { test } from 'node:test';
import { noBrowser } from '../../support/page/browser.ts';
import { field } from '../../support/page/listing-form.ts';
import { assertLooksGood, looks } from '../../support/page/looks.ts';
import { servedPage } from '../../support/page/page-world.ts';
import { cutHome } from '../../support/page/prices.ts';

const theBrowser = { skip: noBrowser };

const site = servedPage({ path: '' });

for (const { name, reader } of looks) {
  test(
    `axe finds nothing in forms with faults and a conflict, nor is anything beside the screen: ${name}`,
    theBrowser,
    async () => {
      const page = await site.world.browser.open(`${site.address}/new`, reader);
      await field(page, 'Name').fill('Half a house');
      await page.getByRole('button', { name: 'Create listing' }).click();
      await page.getByText('This is needed.').first().waitFor();
      await assertLooksGood(page);

      const { id } = await cutHome(site.world.api, 'Flat of many words: '.repeat(8).trim());
      site.world.browser.mayFail(page, `412 /listings/${id}`);
      await page.goto(`${site.address}/${id}/edit`);
      await field(page, 'City').fill('Villefranche-de-Lauragais-les-Bains-sur-Mer');
      await site.world.api.call('PATCH', `/listings/${id}`, {
        ...{ description: 'unbroken'.repeat(60), latest_price_eur: 360_000, postal_address: { city: 'Nice' } },
      });
      await page.getByRole('button', { name: 'Save changes' }).click();
      await page.getByText('Nothing of yours is lost').waitFor();
      await page.getByRole('button', { name: 'Save changes' }).click();
      await page.getByText('Choose one of the two.').waitFor();
      await assertLooksGood(page);
    },
  );
}
