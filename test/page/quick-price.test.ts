import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Page } from 'playwright-core';
import { noBrowser } from '../support/page/browser.ts';
import { hasValue } from '../support/page/has-value.ts';
import { hasFocus, tabTo } from '../support/page/keyboard.ts';
import { loseAnswers } from '../support/page/lost-answers.ts';
import { servedPage } from '../support/page/page-world.ts';
import { cutHome, priceRow } from '../support/page/prices.ts';

const theBrowser = { skip: noBrowser };

const site = servedPage({ path: '' });

/** @param isLive whether the page is told of what others change @default true */
async function openHome(name: string, { isLive = true } = {}): Promise<{ id: number; page: Page }> {
  const { id, path } = await cutHome(site.world.api, name);
  const page = await site.world.browser.open('about:blank');
  if (!isLive) {
    site.world.browser.mayFail(page, '0 /changes');
    await page.route('**/changes?*', (route) => route.abort());
  }
  await page.goto(`${site.address}${path}`);
  await priceRow(page, '€370,000').waitFor();
  return { id, page };
}

const newPrice = (page: Page) => page.getByLabel('New price, €');
const priceOf = async (id: number) => (await site.world.api.call('GET', `/listings/${id}`)).body.latest_price_eur;

test('a price is changed with the keyboard, says what change it is before, and is undone', theBrowser, async () => {
  const { id, page } = await openHome('Flat to be cut');
  await tabTo(page, newPrice(page));
  await page.keyboard.type('351500');
  await page.getByText('−€18,500 from €370,000, the price now').waitFor();
  await page.keyboard.press('Enter');
  await page.getByText('Price changed to €351,500.').waitFor();
  await priceRow(page, '€351,500').waitFor();
  await hasFocus(page, newPrice(page));
  await hasValue(newPrice(page), '');
  assert.equal(await priceOf(id), 351_500);

  await tabTo(page, page.getByRole('button', { name: 'Undo' }), 'Shift+Tab');
  await page.keyboard.press('Enter');
  await page.getByText('Undone: the listing says again what it said before.').waitFor();
  assert.equal(await priceOf(id), 370_000);
  // It was never asked: it is no cut, nor the lowest price.
  await priceRow(page, '€351,500').getByText('undone on').waitFor();
  await page
    .getByText(/Down 7\.5% in 2 cuts since/)
    .first()
    .waitFor();
});

test('a price that is changed in one window arrives in another, which shows the same listing', theBrowser, async () => {
  const { page: one } = await openHome('Flat in two windows');
  const other = await site.world.browser.open(one.url());
  await priceRow(other, '€370,000').waitFor();
  await newPrice(one).fill('340,000');
  await one.keyboard.press('Enter');
  await priceRow(other, '€340,000').waitFor();
  await newPrice(other).fill('330,000');
  await other.keyboard.press('Enter');
  await other.getByText('Price changed to €330,000.').waitFor();
  await priceRow(one, '€330,000').waitFor();
});

test('a price that somebody else changed first is shown before one can change it again', theBrowser, async () => {
  const { id, page } = await openHome('Flat of two agents', { isLive: false });
  site.world.browser.mayFail(page, `412 /listings/${id}`);
  await site.world.api.call('PATCH', `/listings/${id}`, { latest_price_eur: 365_000 });
  await newPrice(page).fill('360,000');
  await page.keyboard.press('Enter');
  await page.getByRole('alert').getByText('Somebody else has just changed this listing.').waitFor();
  await page.getByRole('row', { name: 'Price, € 370,000 365,000' }).waitFor();
  await page.getByText('−€5,000 from €365,000, the price now').waitFor();
  await priceRow(page, '€365,000').waitFor();
  assert.equal(await priceOf(id), 365_000);
  await page.getByRole('button', { name: 'Change price' }).click();
  await page.getByText('Price changed to €360,000.').waitFor();
  assert.equal(await priceOf(id), 360_000);
});

test('what somebody else made of the listing is shown, and the price can be left', theBrowser, async () => {
  const { id, page } = await openHome('Flat that was renamed', { isLive: false });
  site.world.browser.mayFail(page, `412 /listings/${id}`);
  await site.world.api.call('PATCH', `/listings/${id}`, { rooms_count: 5, latest_price_eur: 360_000 });
  await newPrice(page).fill('355,000');
  await page.keyboard.press('Enter');
  await page.getByRole('row', { name: 'Rooms 3 5' }).waitFor();
  await page.getByRole('row', { name: 'Price, € 370,000 360,000' }).waitFor();
  await page.getByRole('button', { name: 'Leave it as it is' }).click();
  await page.getByText('Somebody else has just changed this listing.').waitFor({ state: 'detached' });
  await hasFocus(page, newPrice(page));
  await hasValue(newPrice(page), '');
  assert.equal(await priceOf(id), 360_000);
});

test('a change that somebody else has built on since is not undone', theBrowser, async () => {
  const { id, page } = await openHome('Flat changed twice');
  site.world.browser.mayFail(page, new RegExp(`^412 /listings/${id}/prices/`));
  await newPrice(page).fill('360000');
  await page.keyboard.press('Enter');
  const undo = page.getByRole('button', { name: 'Undo' });
  await undo.waitFor();
  await site.world.api.call('PATCH', `/listings/${id}`, { latest_price_eur: 355_000 });
  await undo.click();
  await page.getByText('Somebody has changed this listing since then: nothing was undone.').waitFor();
  assert.equal(await priceOf(id), 355_000);
});

test('what is no price is told, and not sent; the price of now is none to change to', theBrowser, async () => {
  const { id, page } = await openHome('Flat at a price');
  const sent: string[] = [];
  page.on('request', (request) => request.method() === 'PATCH' && sent.push(request.url()));
  await page.getByRole('button', { name: 'Change price' }).click();
  await page.getByText('This is needed.').waitFor();
  await hasFocus(page, newPrice(page));
  await newPrice(page).fill('a bit less');
  await page.getByText('Write a number, such as 1,234.5.').waitFor();
  await newPrice(page).fill('370,000');
  await page.getByText('That is the price now.').waitFor();
  await page.keyboard.press('Enter');
  assert.deepEqual(sent, []);
  assert.equal(await priceOf(id), 370_000);
});

for (const [width, room] of [
  [1280, 4],
  [360, 52],
] as const) {
  test(
    `nothing moves by what is said of a price, for which no more room is kept than it takes: ${width}`,
    theBrowser,
    async () => {
      const { page } = await openHome(`Flat in its place ${width}`);
      await page.setViewportSize({ width, height: 800 });
      const form = page.locator('form').filter({ has: newPrice(page) });
      const heightOf = async () => (await form.boundingBox())?.height ?? 0;
      const [before, label] = [await heightOf(), await page.getByText('New price, €').boundingBox()];
      const control = await newPrice(page).boundingBox();
      assert.ok(label && control && before <= control.y + control.height - label.y + room, `${before}`);
      await newPrice(page).fill('a bit less');
      await page.getByText('Write a number, such as 1,234.5.').waitFor();
      assert.equal(await heightOf(), before);
      await newPrice(page).fill('351,500');
      await page.getByText('−€18,500 from €370,000, the price now').waitFor();
      assert.equal(await heightOf(), before);
    },
  );
}

test('a price whose answer is lost is sent again, and changed once', theBrowser, async () => {
  const { id, page } = await openHome('Flat at the end of the line');
  site.world.browser.mayFail(page, `0 /listings/${id}`);
  const keys: (string | undefined)[] = [];
  await page.route(`**/listings/${id}`, async (route) => {
    if (route.request().method() !== 'PATCH') return await route.continue();
    keys.push(route.request().headers()['idempotency-key']);
    if (keys.length > 1) return await route.continue();
    await route.fetch();
    await route.abort('connectionreset');
  });
  await newPrice(page).fill('360000');
  await page.getByRole('button', { name: 'Change price' }).dblclick();
  await page.getByText('Price changed to €360,000.').waitFor();
  assert.deepEqual([keys.length, new Set(keys).size], [2, 1]);
  const { body } = await site.world.api.call('GET', `/listings/${id}/prices`);
  assert.deepEqual(
    body.map(({ price_eur }: { price_eur: number }) => price_eur),
    [400_000, 390_000, 370_000, 360_000],
  );
});

test(
  'a price that was made without an answer is sent again once the page shows it, and undone',
  theBrowser,
  async () => {
    const { id, page } = await openHome('Flat behind a cut line');
    site.world.browser.mayFail(page, `503 /listings/${id}`);
    const line = await loseAnswers(page, `**/listings/${id}`);
    await newPrice(page).fill('360,000');
    await page.keyboard.press('Enter');
    await page.getByRole('alert').getByText('No answer came').waitFor();
    await priceRow(page, '€360,000').waitFor();
    await page.getByRole('alert').getByText('No answer came, but that is the price now.').waitFor();
    assert.equal(await page.getByText('That is the price now.', { exact: true }).count(), 0);
    assert.equal(await page.getByText('so it may have been made or not').count(), 0);
    line.isLost = false;
    await page.getByRole('button', { name: 'Change price' }).click();
    await page.getByText('Price changed to €360,000.').waitFor();
    await hasValue(newPrice(page), '');
    const { body } = await site.world.api.call('GET', `/listings/${id}/prices`);
    assert.equal(body.length, 4);
    await page.getByRole('button', { name: 'Undo' }).click();
    await page.getByText('Undone: the listing says again what it said before.').waitFor();
    assert.equal(await priceOf(id), 370_000);
  },
);

test('where somebody else made it that price first, one thing is said', theBrowser, async () => {
  const { id, page } = await openHome('Flat of one mind', { isLive: false });
  site.world.browser.mayFail(page, `412 /listings/${id}`);
  await site.world.api.call('PATCH', `/listings/${id}`, { latest_price_eur: 365_000 });
  await newPrice(page).fill('365,000');
  await page.keyboard.press('Enter');
  await page.getByRole('alert').getByText('what you typed is its price now.').waitFor();
  assert.equal(await page.getByText('That is the price now.').count(), 0);
  assert.equal(await page.getByText('change the price again').count(), 0);
});

test('what was told of one write is gone once the next one fails', theBrowser, async () => {
  const { id, page } = await openHome('Flat of a short success');
  site.world.browser.mayFail(page, `503 /listings/${id}`);
  await newPrice(page).fill('360,000');
  await page.keyboard.press('Enter');
  const told = page.getByText('Price changed to €360,000.');
  await told.waitFor();
  await hasValue(newPrice(page), '');
  await loseAnswers(page, `**/listings/${id}`, { isMade: false });
  await newPrice(page).fill('355,000');
  await page.keyboard.press('Enter');
  await page.getByRole('alert').getByText('No answer came').waitFor();
  await told.waitFor({ state: 'detached' });
});

test('a price that is ten times the one before is asked back about, once', theBrowser, async () => {
  const { id, page } = await openHome('Flat with a digit too many');
  await newPrice(page).fill('3,700,000');
  await page.keyboard.press('Enter');
  await page.getByRole('alert').getByText('That is +900.0% from €370,000.').waitFor();
  await hasFocus(page, newPrice(page));
  assert.equal(await priceOf(id), 370_000);
  await page.keyboard.press('Enter');
  await page.getByText('Price changed to €3,700,000.').waitFor();
  assert.equal(await priceOf(id), 3_700_000);
});
