import assert from 'node:assert/strict';
import { test } from 'node:test';
import { noBrowser } from '../../support/page/browser.ts';
import { hasValue } from '../../support/page/has-value.ts';
import { holdRequests } from '../../support/page/hold-requests.ts';
import { servedPage } from '../../support/page/page-world.ts';
import { someHome } from '../../support/page/some-home.ts';

const theBrowser = { skip: noBrowser };

const site = servedPage({
  path: '',
  fill: async (api) => {
    for (const city of ['Lille', 'Lyon', 'Lyon', 'Lyons-la-Forêt']) {
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
      const answer = await holdRequests(page, '**/places?*');
      await input.fill('ly');
      await page.keyboard.press(key);
      answer();
      await page.waitForURL(/city=Lyon/);
      await page.getByText('2 listings', { exact: true }).waitFor();
    },
  );
}

test('the whole name of a place is taken as it is typed, and one may type on', theBrowser, async () => {
  const page = await site.world.browser.open(site.address);
  const input = page.getByLabel('City or postal code');
  await input.pressSequentially('lyon');
  await page.waitForURL(/city=Lyon&country=FR$/);
  await hasValue(input, 'lyon');
  await input.pressSequentially('s-la-foret');
  await page.waitForURL(/city=Lyons-la-For%C3%AAt&country=FR$/);
  await input.blur();
  await hasValue(input, 'Lyons-la-Forêt, FR');
  await page.goBack();
  await page.waitForURL(/city=Lyon&country=FR$/);
  await hasValue(input, 'Lyon, FR');
});

test('who leaves a field as it names what is chosen, is where they were', theBrowser, async () => {
  const page = await site.world.browser.open(`${site.address}/?city=Lyon&country=FR`);
  const input = page.getByLabel('City or postal code');
  const before = await page.evaluate('history.length');
  await input.fill('LYON');
  await page.keyboard.press('Tab');
  await hasValue(input, 'Lyon, FR');
  assert.equal(await page.evaluate('history.length'), before);
});

test(
  'among places that are compared one is added when it is chosen, not as its name is typed',
  theBrowser,
  async () => {
    const page = await site.world.browser.open(`${site.address}/market`);
    const input = page.getByLabel('Add a city or postal code');
    await page.clock.install();
    await input.pressSequentially('lyon');
    await page.getByRole('option', { name: /^\s*Lyon FR/ }).waitFor();
    await page.clock.runFor(2_000);
    assert.equal(new URL(page.url()).search, '');
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Remove Lyon' }).waitFor();
  },
);

test('who gives up what they typed keeps what is chosen', theBrowser, async () => {
  const page = await site.world.browser.open(`${site.address}/?city=Lyon&country=FR`);
  const input = page.getByLabel('City or postal code');
  await input.fill('zzz');
  await page.keyboard.press('Escape');
  await hasValue(input, 'Lyon, FR');
  assert.match(page.url(), /city=Lyon/);
});

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
  const answer = await holdRequests(page, '**/places?*');
  await input.fill('ly');
  await page.keyboard.press('Enter');
  await input.fill('li');
  answer();
  await page.getByRole('option', { name: 'Lille' }).click();
  await page.waitForURL(/city=Lille/);
});
