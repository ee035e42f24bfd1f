import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Page } from 'playwright-core';
import { someListing } from '../../support/listings.ts';
import { noBrowser } from '../../support/page/browser.ts';
import { servedPage } from '../../support/page/page-world.ts';

const theBrowser = { skip: noBrowser };

/** Its service was started without a lake. */
const site = servedPage({ path: '' });

/** Asking again would be of no use. */
async function assertNothingToTryAgain(page: Page): Promise<void> {
  assert.equal(await page.getByRole('button', { name: 'Try again' }).count(), 0);
}

for (const name of ['drops', 'market']) {
  test(`${name}: a service without market figures says so`, theBrowser, async () => {
    const page = await site.world.browser.open(`${site.address}/${name}`);
    await page.getByText('There are no market figures here').waitFor();
    await assertNothingToTryAgain(page);
  });
}

test('a listing is not compared where the service has no market figures', theBrowser, async () => {
  const { body: listing } = await site.world.api.call('POST', '/listings', someListing());
  const page = await site.world.browser.open('about:blank');
  const answer = page.waitForResponse(/\/listings\/\d+\/market$/);
  await page.goto(`${site.address}/${listing.id}/prices`);
  assert.equal((await answer).status(), 501);
  await page.getByRole('region', { name: 'Prices' }).locator('figure svg').first().waitFor();
  await page.getByRole('region', { name: 'Among homes like it' }).waitFor({ state: 'detached' });
  await assertNothingToTryAgain(page);
});
