import assert from 'node:assert/strict';
import { test } from 'node:test';
import { noBrowser } from '../support/page/browser.ts';
import { servedPage } from '../support/page/page-world.ts';
import { someHome } from '../support/page/some-home.ts';

const theBrowser = { skip: noBrowser };

const site = servedPage({
  path: '',
  fill: async (api) => {
    for (const city of ['Lille', 'Lyon', 'Lyon']) {
      const postal_address = { street_address: '1 rue du Port', postal_code: '10000', city, country: 'FR' };
      await someHome(api, { name: `Flat in ${city}`, postal_address });
    }
  },
});

for (const [how, key] of [
  ['presses Enter', 'Enter'],
  ['goes on', 'Tab'],
] as const) {
  test(
    `who ${how} before a place is suggested means what was typed, not what was suggested before`,
    theBrowser,
    async () => {
      const page = await site.world.browser.open(site.address);
      const input = page.getByLabel('City or postal code');
      await input.fill('li');
      await page.getByRole('option', { name: 'Lille' }).waitFor();
      let answer = () => {};
      const typedOn = new Promise<void>((done) => {
        answer = done;
      });
      await page.route('**/places?*', async (route) => {
        await typedOn;
        await route.continue();
      });
      await input.fill('ly');
      await page.keyboard.press(key);
      answer();
      await page.waitForURL(/city=Lyon/);
      await page.getByText('2 listings', { exact: true }).waitFor();
    },
  );
}

test('a place that no listing has is looked for as it was typed', theBrowser, async () => {
  const page = await site.world.browser.open(site.address);
  await page.getByLabel('City or postal code').fill('Atlantis');
  await page.keyboard.press('Enter');
  await page.waitForURL(/city=Atlantis/);
  await page.getByText('There is no listing in “Atlantis”').waitFor();
});

test('who goes to another page while a place is looked up is left there', theBrowser, async () => {
  const page = await site.world.browser.open(site.address);
  await page.route('**/places?*', async (route) => {
    await page.waitForURL(/\/changes$/);
    await route.continue();
  });
  const answered = page.waitForResponse(/\/places\?/);
  await page.getByLabel('City or postal code').fill('ly');
  await page.getByRole('link', { name: 'Changes' }).click();
  await answered;
  await page.getByRole('heading', { name: 'What changes now' }).waitFor();
  assert.equal(new URL(page.url()).search, '');
});

test('who types on while a place is looked up is not interrupted', theBrowser, async () => {
  const page = await site.world.browser.open(site.address);
  const input = page.getByLabel('City or postal code');
  let answer = () => {};
  const typedOn = new Promise<void>((done) => {
    answer = done;
  });
  await page.route('**/places?*', async (route) => {
    await typedOn;
    await route.continue();
  });
  await input.fill('ly');
  await page.keyboard.press('Enter');
  await input.fill('li');
  answer();
  await page.getByRole('option', { name: 'Lille' }).click();
  await page.waitForURL(/city=Lille/);
});
