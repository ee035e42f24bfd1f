import assert from 'node:assert/strict';
import { test } from 'node:test';
import { assertAccessible } from '../support/page/axe.ts';
import { noBrowser, phone } from '../support/page/browser.ts';
import { servedPage } from '../support/page/page-world.ts';

const theBrowser = { skip: noBrowser };

const site = servedPage({ path: '' });

test('the theme that was chosen holds, and is there before anything is painted', theBrowser, async () => {
  const page = await site.world.browser.open(site.address, { colorScheme: 'light' });
  await page.getByRole('button', { name: 'Language and appearance' }).click();
  await page.getByRole('radio', { name: 'Dark' }).check();
  const html = page.locator('html');
  assert.equal(await html.getAttribute('data-theme'), 'dark');
  site.world.browser.mayFail(page, /^0 \/assets\/.+\.js$/);
  await page.route('**/assets/*.js', async (route) => await route.abort()); // what the document alone does
  await page.reload();
  assert.equal(await html.getAttribute('data-theme'), 'dark');
});

test('the language that was chosen holds, and is told to those who read aloud', theBrowser, async () => {
  const page = await site.world.browser.open(site.address);
  await page.getByRole('button', { name: 'Language and appearance' }).click();
  await page.getByRole('radio', { name: 'Deutsch' }).click();
  await page.locator('html[lang="de"]').waitFor();
  await page.reload();
  await page.locator('html[lang="de"]').waitFor();
});

for (const locale of ['fr-CA', 'de-AT', 'pt-PT']) {
  const language = locale === 'pt-PT' ? 'en' : locale.slice(0, 2);
  test(`a browser in ${locale} is answered in ${language}`, theBrowser, async () => {
    const page = await site.world.browser.open(site.address, { locale });
    await page.locator(`html[lang="${language}"]`).waitFor();
  });
}

test('the keyboard comes to the content past what every page has', theBrowser, async () => {
  const page = await site.world.browser.open(site.address);
  await page.getByRole('heading', { level: 1 }).waitFor();
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await page.waitForURL(/#main$/);
  await page.keyboard.press('Tab');
  assert.equal(await page.locator('main :focus').count(), 1);
});

test('who goes to another page begins at its top, and is told which', theBrowser, async () => {
  const page = await site.world.browser.open(site.address);
  await page.getByRole('link', { name: 'Drops' }).click();
  await page.getByRole('heading', { name: 'Price drops' }).waitFor();
  await page.locator('main:focus').waitFor();
  assert.equal(await page.getByRole('link', { name: 'Drops' }).getAttribute('aria-current'), 'page');
  assert.match(await page.title(), /Pricetrail$/);
});

test('an address that is none says so, and leads on', theBrowser, async () => {
  const page = await site.world.browser.open(`${site.address}/nowhere`);
  site.world.browser.mayFail(page, '404 /nowhere');
  await page.getByRole('heading', { name: 'There is no page here' }).waitFor();
  await assertAccessible(page);
  await page.getByRole('link', { name: 'All listings' }).click();
  await page.getByText('There are no listings yet').waitFor();
});

test('its choices fit a phone', theBrowser, async () => {
  const page = await site.world.browser.open(site.address, { ...phone, viewport: { width: 360, height: 740 } });
  await page.getByRole('button', { name: 'Language and appearance' }).tap();
  await page.getByRole('radio', { name: 'Français' }).waitFor();
  const box = await page.locator('[popover]').boundingBox();
  assert.ok(box && box.x >= 0 && box.x + box.width <= 360, JSON.stringify(box));
  await assertAccessible(page);
});

test('an address that cannot be read is answered by the page, which says what it can', theBrowser, async () => {
  const page = await site.world.browser.open(`${site.address}/?q=%ED%A0%80`);
  site.world.browser.mayFail(page, '422 /listings', '400 /%zz', '400 /%ED%A0%80/prices', '422 /changes');
  site.world.browser.mayFail(page, /^404 \/listings\/%25ED%25A0%2580/);
  await page.getByRole('heading', { level: 1 }).waitFor();
  await page.getByText('q must have a letter or a digit').waitFor();
  await page.goto(`${site.address}/%zz`);
  await page.getByRole('heading', { name: 'There is no page here' }).waitFor();
  await page.goto(`${site.address}/%ED%A0%80/prices`);
  await page.getByRole('heading', { name: 'There is no such listing' }).waitFor();
});
