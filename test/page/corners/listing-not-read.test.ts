import { test } from 'node:test';
import { noBrowser } from '../../support/page/browser.ts';
import { holdRequests } from '../../support/page/hold-requests.ts';
import { servedPage } from '../../support/page/page-world.ts';
import { cutHome } from '../../support/page/prices.ts';

const theBrowser = { skip: noBrowser };
const site = servedPage({ path: '', fill: async (api) => void (await cutHome(api, 'Flat with a past')) });

test(
  'a listing that cannot be read because the service is away is said to be so, and comes with it',
  theBrowser,
  async () => {
    const { browser } = site.world;
    const page = await browser.open(`${site.address}/`);
    await page.locator('tbody tr').first().waitFor();
    for (const path of ['**/listings/**', '**/changes?**']) await page.route(path, (route) => route.abort());
    browser.mayFail(page, /ERR_FAILED/, /^0 /);
    await page.getByRole('link', { name: 'Flat with a past' }).click();
    await page.getByText('The service does not answer').first().waitFor();
    await page.locator('main article').getByText('The service does not answer').first().waitFor(); // for good
    await page.unrouteAll();
    await page.locator('main article').getByRole('button', { name: 'Try again' }).first().click();
    await page.getByRole('heading', { name: 'Flat with a past' }).waitFor();
  },
);

test('a listing that takes long says that it is read', theBrowser, async () => {
  const { browser } = site.world;
  const page = await browser.open('about:blank');
  const answer = await holdRequests(page, '**/listings/1');
  await page.goto(`${site.address}/1/prices`);
  await page.locator('main').getByText('Loading …').waitFor();
  answer();
  await page.getByRole('heading', { name: 'Flat with a past' }).waitFor();
});
