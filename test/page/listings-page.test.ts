import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Page } from 'playwright-core';
import { fillDemo } from '../../src/exchange/demo/fill-demo.ts';
import { assertAccessible } from '../support/page/axe.ts';
import { fitsTheScreen, noBrowser, phone } from '../support/page/browser.ts';
import { hasValue } from '../support/page/has-value.ts';
import { servedPage } from '../support/page/page-world.ts';
import { someHome } from '../support/page/some-home.ts';
import { until } from '../support/until.ts';

const site = servedPage({ path: '', fill: async ({ db }) => void (await fillDemo(db, Date.now())) });

const rows = (page: Page) => page.locator('tbody tr');
const theBrowser = { skip: noBrowser };

test('listings stand there with price, place and history, and lead to their page', theBrowser, async () => {
  const page = await site.world.browser.open(site.address);
  await rows(page).first().waitFor();
  assert.equal(await rows(page).count(), 30);
  await page.getByText('500 listings').waitFor();
  await rows(page).first().getByRole('link').click();
  await page.waitForURL(/\/\d+\/prices$/);
});

test('a place is found as one types, by keyboard, and the address keeps it', theBrowser, async () => {
  const page = await site.world.browser.open(site.address);
  await page.getByLabel('City or postal code').fill('mars');
  await page.getByRole('option', { name: /Marseille/ }).waitFor();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await page.waitForURL(/city=Marseille&country=FR/);
  await until(
    'only homes of Marseille are there',
    async () => (await page.locator('tbody th', { hasNotText: 'Marseille' }).count()) === 0,
  );
  assert.ok((await rows(page).count()) > 0);
  await page.reload();
  await hasValue(page.getByLabel('City or postal code'), 'Marseille, FR');
});

test('a price is typed as people write it, and the address keeps the number', theBrowser, async () => {
  const page = await site.world.browser.open(site.address);
  await page.getByLabel('Price to, €').pressSequentially('250 000');
  await page.waitForURL(/price_max=250000$/);
  await until('all cost as much or less', async () => {
    const prices = await page.locator('tbody td:nth-of-type(1)').allTextContents();
    return prices.length > 0 && prices.every((price) => Number(price.replace(/\D/g, '')) <= 250_000);
  });
});

test('a German price is read as the page writes prices, and stands there so', theBrowser, async () => {
  const page = await site.world.browser.open(site.address, { locale: 'de-DE' });
  const field = page.getByLabel('Preis bis, €');
  await field.pressSequentially('200.000');
  await page.waitForURL(/price_max=200000$/);
  await field.fill('1,2 Mio.');
  await page.waitForURL(/price_max=1200000$/);
  await field.blur();
  await hasValue(field, '1.200.000');
});

test('a price in thousands is understood, and what is no number is said to be none', theBrowser, async () => {
  const page = await site.world.browser.open(site.address);
  const field = page.getByLabel('Price to, €');
  await field.pressSequentially('200k');
  await page.waitForURL(/price_max=200000$/);
  await field.fill('200 grand');
  await page.getByText('No number. Write it as 250,000.').waitFor();
  assert.equal(new URL(page.url()).search, '');
  await field.fill('400.000');
  await page.getByText('Write 400,000, if that is meant, or two decimals at most.').waitFor();
  assert.equal(await field.getAttribute('aria-invalid'), 'true');
  await page.getByLabel('Type').selectOption('HOUSE');
  await page.waitForURL(/\?type=HOUSE$/);
  await page.getByRole('button', { name: 'Clear all' }).click();
  await hasValue(page.getByLabel('Price to, €'), '');
});

test('rooms are counted in whole numbers', theBrowser, async () => {
  const page = await site.world.browser.open(site.address);
  await page.getByLabel('Rooms, at least').fill('2.5');
  await page.getByText('Write a whole number.').waitFor();
  await page.getByLabel('Rooms, at least').fill('3');
  await page.waitForURL(/rooms_min=3$/);
});

test('a range that begins above its end is said at its fields, and not asked for', theBrowser, async () => {
  const page = await site.world.browser.open(site.address);
  await rows(page).first().waitFor();
  const asked: string[] = [];
  page.on('request', (request) => request.url().includes('/listings?') && asked.push(request.url()));
  await page.getByLabel('Price to, €').fill('400');
  await page.waitForURL(/price_max=400$/);
  await page.getByText('No listing is like that').waitFor();
  asked.length = 0;
  await page.getByLabel('Price from, €').fill('500k');
  await page.getByText('This is above the upper limit, 400.').waitFor();
  await page.getByText('This is below the lower limit, 500,000.').waitFor();
  await page.getByRole('status').getByText('The lowest price that is looked for is above the highest.').waitFor();
  assert.deepEqual(asked, []);
  await page.getByLabel('Price to, €').fill('600k');
  await rows(page).first().waitFor();
  assert.equal(await page.getByText('This is above').count(), 0);
  await page.goto(`${site.address}/?surface_min=90&surface_max=80`);
  await page.getByText('The smallest size that is looked for is above the largest.').waitFor();
  await page.getByRole('button', { name: 'Look at all listings' }).click();
  await rows(page).first().waitFor();
});

test('where nothing is shown, nothing is said to be of before', theBrowser, async () => {
  const page = await site.world.browser.open(`${site.address}/?price_max=1`);
  site.world.browser.mayFail(page, '0 /listings');
  await page.getByText('No listing is like that').waitFor();
  await page.context().setOffline(true);
  await page.getByLabel('Type').selectOption('HOUSE');
  await page.getByRole('alert').getByText('You are offline.').waitFor();
  assert.equal(await page.getByText('What is shown').count(), 0);
});

test('the next ones come by scrolling, each once', theBrowser, async () => {
  const page = await site.world.browser.open(site.address);
  await rows(page).first().waitFor();
  await page.keyboard.press('End');
  await rows(page).nth(59).waitFor();
  const links = await page.locator('tbody a').evaluateAll((found) => found.map((link) => link.getAttribute('href')));
  assert.equal(new Set(links).size, links.length);
});

test('a listing that moves to a later page while one scrolls stands there once', theBrowser, async () => {
  const { api, browser } = site.world;
  const name = 'Flat that got dearer';
  const { id } = await someHome(api, { name, latest_price_eur: 1 });
  const page = await browser.open(`${site.address}/?sort=latest_price_eur`);
  await rows(page).filter({ hasText: name }).waitFor();
  const { body } = await api.call('GET', '/listings?sort=latest_price_eur&limit=45');
  await api.call('PATCH', `/listings/${id}`, { latest_price_eur: body.at(-1).latest_price_eur });
  await page.keyboard.press('End');
  await rows(page).nth(45).waitFor();
  assert.equal(await rows(page).filter({ hasText: name }).count(), 1);
  await page.getByLabel('Type').selectOption('HOUSE');
  await page.waitForURL(/type=HOUSE/);
  await rows(page).filter({ hasText: name }).waitFor({ state: 'detached' });
  await api.call('DELETE', `/listings/${id}`);
});

test('an order is kept in the address, and going back undoes a page, not a letter', theBrowser, async () => {
  const page = await site.world.browser.open(site.address);
  await page.getByLabel('Order').selectOption('latest_price_eur');
  await page.waitForURL(/sort=latest_price_eur/);
  await rows(page).first().getByRole('link').click();
  await page.waitForURL(/\/prices$/);
  await page.goBack();
  await page.waitForURL(/sort=latest_price_eur/);
  await rows(page).first().waitFor();
});

test('the largest drops can be asked for at once, and the form says within which time', theBrowser, async () => {
  const page = await site.world.browser.open(site.address);
  await page.getByLabel('Order').selectOption('Largest drop in 30 days first');
  await page.waitForURL(/\?dropped=30&sort=largest_drop$/);
  await hasValue(page.getByLabel('Price dropped'), '30');
  await page.getByLabel('Price dropped').selectOption('');
  await page.waitForURL(/\/$/);
  await hasValue(page.getByLabel('Order'), '-updated_date');
});

test('a phone says how long a home is on offer', theBrowser, async () => {
  const page = await site.world.browser.open(site.address, phone);
  await rows(page)
    .first()
    .getByText(/^\d+ days on offer$/)
    .waitFor();
});

test('a home that is back at its first price says so', theBrowser, async () => {
  const name = 'Flat that went down and up';
  const { id } = await someHome(site.world.api, { name });
  for (const price of [90_000, 100_000]) {
    await site.world.api.call('PATCH', `/listings/${id}`, { latest_price_eur: price });
  }
  const page = await site.world.browser.open(site.address);
  await rows(page).filter({ hasText: name }).getByText('back at the first price, 1 cut').waitFor();
  await site.world.api.call('DELETE', `/listings/${id}`);
});

test('where nothing fits it says so, and leads back to all', theBrowser, async () => {
  const page = await site.world.browser.open(`${site.address}/?price_max=1`);
  await page.getByText('No listing is like that').waitFor();
  await page.getByRole('button', { name: 'Look at all listings' }).click();
  await rows(page).first().waitFor();
});

test('where a place has no listing it says so, and else how many it has', theBrowser, async () => {
  const page = await site.world.browser.open(`${site.address}/?city=zzz&rooms_min=2`);
  await page.getByText('There is no listing in “zzz”').waitFor();
  await page.goto(`${site.address}/?city=Marseille&country=FR&price_max=1`);
  await page.getByText('No listing in Marseille is like that').waitFor();
  await page.getByRole('button', { name: /^Look at all \d+ in Marseille$/ }).click();
  await page.waitForURL(/\/\?city=Marseille&country=FR$/);
  await rows(page).first().waitFor();
  await hasValue(page.getByLabel('Price to, €'), '');
});

test('a failing service is told, and tried again when asked', theBrowser, async () => {
  const page = await site.world.browser.open('about:blank');
  site.world.browser.mayFail(page, '500 /listings');
  let isDown = true;
  await page.route('**/listings?*', async (route) =>
    isDown ? await route.fulfill({ status: 500 }) : await route.continue(),
  );
  await page.goto(site.world.api.base);
  await page.getByRole('alert').getByText('The service failed.').waitFor();
  isDown = false;
  await page.getByRole('button', { name: 'Try again' }).click();
  await rows(page).first().waitFor();
});

test('a next page that fails is asked for once, until the reader asks again', theBrowser, async () => {
  const page = await site.world.browser.open('about:blank');
  site.world.browser.mayFail(page, '429 /listings');
  let asked = 0;
  await page.route(/\/listings\?.*after=/, async (route) => {
    asked += 1;
    await route.fulfill({ status: 429, headers: { 'retry-after': '60' } });
  });
  await page.goto(site.address);
  await rows(page).last().scrollIntoViewIfNeeded();
  await page.getByRole('alert').waitFor();
  for (let frame = 0; frame < 40; frame += 1) await page.evaluate('new Promise(requestAnimationFrame)');
  const first = asked;
  await page.getByRole('button', { name: 'More listings' }).click();
  await page.getByRole('button', { name: 'More listings' }).and(page.locator('[aria-disabled="false"]')).waitFor();
  assert.deepEqual([first, asked], [1, 2]);
});

test('who is offline keeps what is there, and is told since when', theBrowser, async () => {
  const page = await site.world.browser.open(site.address);
  site.world.browser.mayFail(page, '0 /listings');
  await rows(page).first().waitFor();
  await page.context().setOffline(true);
  await page.getByLabel('Type').selectOption('HOUSE');
  await page.getByRole('alert').getByText('You are offline.').waitFor();
  assert.equal(await rows(page).count(), 30);
});

test('what a listing says is never run', theBrowser, async () => {
  const evil = '<img src=x onerror="document.title=1">';
  const { body } = await site.world.api.call('POST', '/listings', {
    ...(await site.world.api.call('GET', '/listings/1')).body,
    ...{ id: undefined, created_date: undefined, updated_date: undefined, reference: undefined, name: evil },
  });
  const page = await site.world.browser.open(site.address);
  await page.getByRole('link', { name: evil }).waitFor();
  await site.world.api.call('DELETE', `/listings/${body.id}`);
});

for (const colorScheme of ['light', 'dark'] as const) {
  for (const [what, reader] of [
    ['desktop', {}],
    ['phone', phone],
  ] as const) {
    test(`axe finds nothing: ${what}, ${colorScheme}`, theBrowser, async () => {
      const page = await site.world.browser.open(site.address, { ...reader, colorScheme });
      await rows(page).first().waitFor();
      await assertAccessible(page);
    });
  }
}

test('a German phone has German texts and numbers, and nothing beside the screen', theBrowser, async () => {
  const page = await site.world.browser.open(site.address, { ...phone, locale: 'de-DE' });
  await rows(page).first().waitFor();
  assert.equal(await page.locator('html').getAttribute('lang'), 'de');
  assert.match((await rows(page).first().textContent()) ?? '', /\d{2,3}\.000\s€/);
  assert.ok(await fitsTheScreen(page));
});

test('nothing is asked of another host', theBrowser, async () => {
  const page = await site.world.browser.open('about:blank');
  const others: string[] = [];
  page.on('request', (request) => request.url().startsWith(site.world.api.base) || others.push(request.url()));
  await page.goto(site.world.api.base);
  await rows(page).first().waitFor();
  assert.deepEqual(others, []);
});
