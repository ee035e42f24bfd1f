import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Page } from 'playwright-core';
import { noBrowser } from '../support/page/browser.ts';
import { followNothing } from '../support/page/follow-nothing.ts';
import { hasValue } from '../support/page/has-value.ts';
import { hasFocus, tabTo } from '../support/page/keyboard.ts';
import { field } from '../support/page/listing-form.ts';
import { servedPage } from '../support/page/page-world.ts';
import { someHome } from '../support/page/some-home.ts';

const theBrowser = { skip: noBrowser };

const site = servedPage({ path: '' });

/**
 * The form of a listing of the test's own, which has had two prices.
 * @param isLive whether the page is told of what others change @default true
 */
async function openForm(name: string, { isLive = true } = {}): Promise<{ id: number; page: Page }> {
  const { id, path } = await someHome(site.world.api, { name });
  await site.world.api.call('PATCH', `/listings/${id}`, { latest_price_eur: 90_000 });
  const page = await site.world.browser.open('about:blank');
  if (!isLive) await followNothing(site.world.browser, page);
  await page.goto(`${site.address}${path}/edit`);
  await field(page, 'Name').waitFor();
  return { id, page };
}

const status = async (id: number) => (await site.world.api.call('GET', `/listings/${id}`)).status;
const ask = (page: Page) => page.getByRole('button', { name: 'Delete listing …' });
const remove = (page: Page) => page.getByRole('button', { name: 'Delete listing and history' });

test('a listing is deleted with the keyboard, once one has seen what goes with it', theBrowser, async () => {
  const { id, page } = await openForm('Flat to delete');
  await tabTo(page, ask(page));
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog', { name: 'Delete “Flat to delete”?' });
  await dialog.getByText('The listing and its history of 2 prices go').waitFor();
  await hasFocus(page, dialog.getByRole('button', { name: 'Keep it' }));
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await page.getByText('“Flat to delete” and its price history are deleted.').waitFor();
  await page.getByText('There are no listings yet').or(page.getByRole('table')).waitFor();
  assert.equal(await status(id), 404);
  assert.equal(await page.getByRole('link', { name: 'Flat to delete' }).count(), 0);
});

test('while it is being deleted nobody is told that it is kept', theBrowser, async () => {
  const { id, page } = await openForm('Flat that is going');
  const { promise: answered, resolve: answer } = Promise.withResolvers<void>();
  await page.route(`**/listings/${id}`, async (route) => {
    if (route.request().method() === 'DELETE') await answered;
    await route.continue();
  });
  await ask(page).click();
  await remove(page).click();
  const keep = page.getByRole('button', { name: 'Keep it' });
  await page.getByRole('button', { name: 'Deleting …' }).waitFor();
  assert.ok(await keep.isDisabled());
  await page.keyboard.press('Escape');
  assert.ok(await keep.isVisible());
  answer();
  await page.getByText('“Flat that is going” and its price history are deleted.').waitFor();
});

test('who keeps it, or presses Escape, is back at the button', theBrowser, async () => {
  const { id, page } = await openForm('Flat to keep');
  for (const leave of [() => page.keyboard.press('Enter'), () => page.keyboard.press('Escape')]) {
    await ask(page).click();
    await hasFocus(page, page.getByRole('button', { name: 'Keep it' }));
    await leave();
    await hasFocus(page, ask(page));
    assert.equal(await page.getByRole('dialog').count(), 0);
  }
  assert.equal(await status(id), 200);
});

test('a listing that has changed since it was read is not deleted before that was seen', theBrowser, async () => {
  const { id, page } = await openForm('Flat in use', { isLive: false });
  site.world.browser.mayFail(page, `412 /listings/${id}`);
  await site.world.api.call('PATCH', `/listings/${id}`, { latest_price_eur: 80_000 });
  await ask(page).click();
  await remove(page).click();
  await page.getByText('nothing was deleted. Look at it first.').waitFor();
  await hasFocus(page, ask(page));
  await hasValue(field(page, 'Price, €'), '80,000');
  assert.equal(await status(id), 200);
  await ask(page).click();
  await remove(page).click();
  await page.getByText('“Flat in use” and its price history are deleted.').waitFor();
  assert.equal(await status(id), 404);
});

test('unsaved work on a listing that has changed is brought together with that', theBrowser, async () => {
  const { id, page } = await openForm('Flat worked on', { isLive: false });
  site.world.browser.mayFail(page, `412 /listings/${id}`);
  await field(page, 'Rooms').fill('7');
  await site.world.api.call('PATCH', `/listings/${id}`, { latest_price_eur: 80_000 });
  await ask(page).click();
  await remove(page).click();
  await page.getByRole('row', { name: 'Price, € 90,000 80,000' }).waitFor();
  assert.equal(await status(id), 200);
});

test('a listing that somebody else has just deleted is said to be gone', theBrowser, async () => {
  const { id, page } = await openForm('Flat deleted twice', { isLive: false });
  site.world.browser.mayFail(page, `404 /listings/${id}`, `404 /listings/${id}/prices`);
  await site.world.api.call('DELETE', `/listings/${id}`);
  await ask(page).click();
  await remove(page).click();
  await page.getByText('This listing is not there').waitFor();
  assert.equal(await page.getByRole('dialog').count(), 0);
});

test('what changes while one is asked is not deleted unseen', theBrowser, async () => {
  const { id, page } = await openForm('Flat changed in between');
  site.world.browser.mayFail(page, `412 /listings/${id}`);
  await ask(page).click();
  await site.world.api.call('PATCH', `/listings/${id}`, { latest_price_eur: 80_000 });
  await hasValue(page.locator('#field-latest_price_eur'), '80,000');
  await remove(page).click();
  await page.getByText('nothing was deleted. Look at it first.').waitFor();
  assert.equal(await status(id), 200);
});

test(
  'what one deletes oneself is told to be deleted, also where the page is told before the answer',
  theBrowser,
  async () => {
    const { id, page } = await openForm('Flat of fast news');
    site.world.browser.mayFail(page, new RegExp(`^404 /listings/${id}(/prices)?$`));
    const { promise: told, resolve: tell } = Promise.withResolvers<void>();
    page.on('response', (answer) => answer.status() === 404 && answer.url().endsWith(`/listings/${id}`) && tell());
    await page.route(`**/listings/${id}`, async (route) => {
      if (route.request().method() !== 'DELETE') return await route.continue();
      const response = await route.fetch();
      await told;
      await page.getByRole('button', { name: 'Deleting …' }).waitFor();
      await route.fulfill({ response });
    });
    await ask(page).click();
    await remove(page).click();
    await page.getByText('“Flat of fast news” and its price history are deleted.').waitFor();
    assert.equal(await page.getByText('This listing is not there').count(), 0);
  },
);

test('a listing that somebody else deletes while one is asked is said to be gone', theBrowser, async () => {
  const { id, page } = await openForm('Flat deleted in between');
  site.world.browser.mayFail(page, new RegExp(`^404 /listings/${id}(/prices)?$`));
  await ask(page).click();
  await site.world.api.call('DELETE', `/listings/${id}`);
  await page.getByText('This listing is not there').waitFor();
  assert.equal(await page.getByRole('dialog').count(), 0);
  await hasFocus(page, page.getByRole('main'));
});
