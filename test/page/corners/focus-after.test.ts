import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Page } from 'playwright-core';
import { noBrowser } from '../../support/page/browser.ts';
import { followNothing } from '../../support/page/follow-nothing.ts';
import { holdRequests } from '../../support/page/hold-requests.ts';
import { hasFocus, tabTo } from '../../support/page/keyboard.ts';
import { field } from '../../support/page/listing-form.ts';
import { servedPage } from '../../support/page/page-world.ts';
import { cutHome, daysAgo, priceRow } from '../../support/page/prices.ts';

const theBrowser = { skip: noBrowser };
const served = servedPage({ path: '' });

/** A listing of the test's own, at one of its pages. */
async function openHome(name: string, part = 'prices'): Promise<{ id: number; page: Page }> {
  const { id } = await cutHome(served.world.api, name);
  const page = await served.world.browser.open(`${served.world.api.base}/${id}/${part}`);
  return { id, page };
}

/** Goes to a control, and presses it. */
async function press(page: Page, name: string | RegExp, key = 'Enter'): Promise<void> {
  await tabTo(page, page.getByRole('button', { name }));
  await page.keyboard.press(key);
}

/** Holds writes back, as a slow service does. @returns what lets them go */
async function holdWrites(page: Page, url: string | RegExp): Promise<() => void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  await page.route(url, async (route) => {
    if (route.request().method() !== 'GET') await promise;
    await route.continue();
  });
  return resolve;
}

const sending = (page: Page) => page.getByRole('button', { name: 'Sending …' });
const correct = (page: Page, price: string) => page.getByRole('button', { name: new RegExp(`^Correct .*${price}$`) });

test('who voids a price is at the row that says so', theBrowser, async () => {
  const { id, page } = await openHome('Flat to be voided');
  const letGo = await holdWrites(page, new RegExp(`/listings/${id}/prices/`));
  await tabTo(page, correct(page, '€390,000'));
  await page.keyboard.press('Enter');
  await tabTo(page, page.getByRole('radio').first());
  await page.keyboard.press('ArrowDown');
  await press(page, 'Void price');
  await hasFocus(page, sending(page));
  letGo();
  await hasFocus(page, priceRow(page, /€390,000.*voided on/));
});

test('who voids a price is at the row that says so, also where that is read late', theBrowser, async () => {
  const { page } = await openHome('Flat to be voided, slowly');
  await tabTo(page, correct(page, '€390,000'));
  await page.keyboard.press('Enter');
  await tabTo(page, page.getByRole('radio').first());
  await page.keyboard.press('ArrowDown');
  const answer = await holdRequests(page, '**/corrections?*');
  await press(page, 'Void price');
  await hasFocus(page, page.getByRole('region', { name: 'Prices' })); // its button has gone
  answer();
  await hasFocus(page, priceRow(page, /€390,000.*voided on/));
});

test('who corrects a price, or does not after all, is at its button', theBrowser, async () => {
  const { page } = await openHome('Flat to be corrected');
  await tabTo(page, correct(page, '€390,000'));
  await page.keyboard.press('Enter');
  await press(page, 'Cancel');
  await hasFocus(page, correct(page, '€390,000'));
  await page.keyboard.press('Enter');
  await tabTo(page, page.getByLabel('Right price, €'));
  await page.keyboard.type('380000');
  await press(page, 'Correct price');
  await hasFocus(page, correct(page, '€380,000'));
});

test('who adds a past price is at the button that began it', theBrowser, async () => {
  const { page } = await openHome('Flat with a gap');
  await press(page, 'Add a past price');
  await page.getByLabel('Since').fill(`${daysAgo(70).slice(0, 10)}T10:00`);
  await tabTo(page, page.getByRole('dialog').getByLabel('Price, €'));
  await page.keyboard.type('396000');
  await press(page, 'Add price');
  await priceRow(page, '€396,000').waitFor();
  await hasFocus(page, page.getByRole('button', { name: 'Add a past price' }));
});

test('who changes the price by its button is there while it is sent and after', theBrowser, async () => {
  const { id, page } = await openHome('Flat to be cut');
  const letGo = await holdWrites(page, `**/listings/${id}`);
  await tabTo(page, page.getByLabel('New price, €'));
  await page.keyboard.type('360000');
  await press(page, 'Change price');
  await hasFocus(page, sending(page));
  letGo();
  await page.getByText('Price changed to €360,000.').waitFor();
  await hasFocus(page, page.getByRole('button', { name: 'Change price' }));
});

test(
  'who saves a form is at its button while it is sent, and at the top of the page that comes then',
  theBrowser,
  async () => {
    const { id, page } = await openHome('Flat to be saved', 'edit');
    const letGo = await holdWrites(page, `**/listings/${id}`);
    await field(page, 'Rooms').fill('9');
    await press(page, 'Save changes');
    await hasFocus(page, sending(page));
    letGo();
    await page.waitForURL(/\/prices$/);
    await hasFocus(page, page.getByRole('main'));
  },
);

test('who discards what was typed before goes on in the page', theBrowser, async () => {
  const { page } = await openHome('Flat with work on it', 'edit');
  await field(page, 'Rooms').fill('9');
  await page.getByText('What you type is kept in this browser.').waitFor();
  await page.reload();
  await press(page, 'Discard');
  await page.getByText('Your unsaved changes are discarded.').waitFor();
  await hasFocus(page, page.getByRole('main'));
});

test('who deletes a listing that is gone by then goes on in the page that says so', theBrowser, async () => {
  const { id, page } = await openHome('Flat deleted twice', 'edit');
  await followNothing(served.world.browser, page);
  await page.goto(`${served.world.api.base}/${id}/edit`);
  served.world.browser.mayFail(page, `404 /listings/${id}`, `404 /listings/${id}/prices`);
  await field(page, 'Name').waitFor();
  await served.world.api.call('DELETE', `/listings/${id}`);
  await press(page, 'Delete listing …');
  await press(page, 'Delete listing and history');
  await page.getByText('This listing is not there').waitFor();
  await hasFocus(page, page.getByRole('main'));
});

test('who deletes a listing is at the top of the list, and while it is deleted at the button', theBrowser, async () => {
  const { id, page } = await openHome('Flat to be deleted', 'edit');
  const letGo = await holdWrites(page, `**/listings/${id}`);
  await press(page, 'Delete listing …');
  await press(page, 'Delete listing and history');
  await hasFocus(page, page.getByRole('button', { name: 'Deleting …' }));
  letGo();
  await page.getByText('“Flat to be deleted” and its price history are deleted.').waitFor();
  await hasFocus(page, page.getByRole('main'));
  assert.equal(await page.getByRole('dialog').count(), 0);
});
