import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Page } from 'playwright-core';
import { assertAccessible } from '../../support/page/axe.ts';
import { noBrowser } from '../../support/page/browser.ts';
import { servedPage } from '../../support/page/page-world.ts';

const theBrowser = { skip: noBrowser };
const place = servedPage({ path: '/' });
const marketFile = '**/assets/market-page-*.js';

async function openedPage(): Promise<Page> {
  const page = await place.world.browser.open(place.address);
  place.world.browser.mayFail(
    page,
    /^(0|404) \/assets\/(market-page|fr)-/,
    /a dynamically imported module of the page did not come/,
  );
  await page.getByText('There are no listings yet').waitFor();
  await page.evaluate(() => Object.assign(globalThis, { isSame: true }));
  return page;
}

async function isSame(page: Page): Promise<boolean> {
  return await page.evaluate(() => 'isSame' in globalThis);
}

const missing = { name: 'This page could not be loaded' };

test('what an address shows is asked for together with the texts', theBrowser, async () => {
  const page = await place.world.browser.open('about:blank');
  const asked = page.waitForRequest(marketFile);
  await page.route('**/assets/en-*.js', async (route) => {
    await asked;
    await route.continue();
  });
  await page.goto(new URL('/market', place.address).href);
  await page.getByRole('form', { name: 'What to look at' }).waitFor();
});

test('a part that did not come is loaded when the reader tries again', theBrowser, async () => {
  const page = await openedPage();
  await page.route(marketFile, async (route) => await route.abort());
  await page.getByRole('link', { name: 'Market' }).click();
  await page.getByRole('heading', missing).waitFor();
  await assertAccessible(page);
  await page.getByRole('button', { name: 'Try again' }).click();
  await page.getByRole('heading', missing).waitFor();
  await page.unroute(marketFile);
  await page.getByRole('button', { name: 'Try again' }).click();
  await page.getByRole('form', { name: 'What to look at' }).waitFor();
  assert.ok(await isSame(page), 'without loading the page anew');
});

test('a part that did not come is loaded when the reader comes again', theBrowser, async () => {
  const page = await openedPage();
  await page.route(marketFile, async (route) => await route.abort());
  await page.getByRole('link', { name: 'Market' }).click();
  await page.getByRole('heading', missing).waitFor();
  await page.unroute(marketFile);
  await page.getByRole('link', { name: 'Listings', exact: true }).click();
  await page.getByRole('link', { name: 'Market' }).click();
  await page.getByRole('form', { name: 'What to look at' }).waitFor();
  assert.ok(await isSame(page), 'without loading the page anew');
});

/** The service gives out another build from now on: its document names another script. */
async function deploy(page: Page): Promise<void> {
  await page.route(
    ({ pathname }) => pathname === '/' || pathname === '/market',
    async (route) => {
      const answer = await route.fetch();
      const body = (await answer.text()).replace('src="/assets/index-', 'src="/assets/./index-');
      await route.fulfill({ response: answer, body });
    },
  );
}

test('after an upgrade of the service a part that is gone leads to the page as it is now', theBrowser, async () => {
  const page = await openedPage();
  await deploy(page);
  await page.route(marketFile, async (route) => await route.fulfill({ status: 404 }), { times: 1 });
  await page.getByRole('link', { name: 'Market' }).click();
  await page.getByRole('form', { name: 'What to look at' }).waitFor();
  assert.ok(!(await isSame(page)), 'the page was loaded anew');
});

test(
  'where the part is gone from the page as it is now too, it is said rather than loaded for ever',
  theBrowser,
  async () => {
    const page = await openedPage();
    await deploy(page);
    await page.route(marketFile, async (route) => await route.fulfill({ status: 404 }));
    let loads = 0;
    page.on('request', (request) => {
      if (request.isNavigationRequest()) loads += 1;
    });
    await page.getByRole('link', { name: 'Market' }).click();
    await page.getByRole('heading', missing).waitFor();
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.getByRole('heading', missing).waitFor();
    assert.equal(loads, 1);
  },
);

/** Opens the page of a reader of German while files do not come. */
async function openWithout(files: string | RegExp): Promise<Page> {
  const page = await place.world.browser.open('about:blank', { locale: 'de-DE' });
  place.world.browser.mayFail(page, /^0 \/assets\/(de|en)-/);
  await page.route(files, async (route) => await route.abort());
  await page.goto(place.address);
  return page;
}

test('where the texts of a language do not come, the page speaks English', theBrowser, async () => {
  const page = await openWithout('**/assets/de-*.js');
  await page.getByText('There are no listings yet').waitFor();
  assert.equal(await page.locator('html').getAttribute('lang'), 'en');
});

test('where no texts come the page says so, and lets the reader try again', theBrowser, async () => {
  const texts = /\/assets\/(de|en)-[^/]+\.js$/;
  const page = await openWithout(texts);
  await page.getByRole('heading', { name: 'Diese Seite konnte nicht geladen werden' }).waitFor();
  await assertAccessible(page);
  await page.unroute(texts);
  await page.getByRole('button', { name: 'Erneut versuchen' }).click();
  await page.getByRole('navigation').waitFor();
  assert.equal(await page.locator('html').getAttribute('lang'), 'de');
});

test('a language whose texts do not come is not turned to, and that is said', theBrowser, async () => {
  const page = await openedPage();
  await page.route('**/assets/fr-*.js', async (route) => await route.abort());
  await page.getByRole('button', { name: 'Language and appearance' }).click();
  await page.getByRole('radio', { name: 'Français' }).click();
  await page.getByText('The texts did not come').waitFor();
  assert.equal(await page.locator('html').getAttribute('lang'), 'en');
  await page.unroute('**/assets/fr-*.js');
  await page.getByRole('radio', { name: 'Français' }).click();
  await page.locator('html[lang="fr"]').waitFor();
});
