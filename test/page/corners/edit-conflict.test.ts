import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Page } from 'playwright-core';
import { noBrowser } from '../../support/page/browser.ts';
import { hasValue } from '../../support/page/has-value.ts';
import { hasFocus, tabTo } from '../../support/page/keyboard.ts';
import { field } from '../../support/page/listing-form.ts';
import { servedPage } from '../../support/page/page-world.ts';
import { someHome } from '../../support/page/some-home.ts';

const theBrowser = { skip: noBrowser };

const site = servedPage({ path: '' });

/** The form of one listing in two windows of two people. */
async function openTwice(): Promise<{ id: number; mine: Page; theirs: Page }> {
  const { id, path } = await someHome(site.world.api);
  const window = async () => await site.world.browser.open(`${site.address}${path}/edit`);
  const [mine, theirs] = [await window(), await window()];
  for (const page of [mine, theirs]) await field(page, 'Name').waitFor();
  return { id, mine, theirs };
}

type Texts = Readonly<Record<string, string>>;

async function type(page: Page, texts: Texts): Promise<void> {
  for (const [label, text] of Object.entries(texts)) await field(page, label).fill(text);
}

const save = async (page: Page) => await page.getByRole('button', { name: 'Save changes' }).click();

async function change(page: Page, texts: Texts): Promise<void> {
  await type(page, texts);
  await save(page);
}

const read = async (id: number) => (await site.world.api.call('GET', `/listings/${id}`)).body;
const conflict = (page: Page) => page.getByRole('heading', { name: 'Somebody else changed this listing meanwhile' });

/** Mine, which is saved after theirs is, and so is refused. */
async function collide(mine: Texts, theirs: Texts): Promise<{ id: number; page: Page }> {
  const { id, mine: page, theirs: other } = await openTwice();
  site.world.browser.mayFail(page, `412 /listings/${id}`);
  await type(page, mine);
  await change(other, theirs);
  await other.waitForURL(/\/prices$/);
  await save(page);
  await hasFocus(page, conflict(page));
  return { id, page };
}

test('two people who change different things both keep theirs, after the second has seen it', theBrowser, async () => {
  const { id, page: mine } = await collide({ Name: 'Flat by the lake' }, { Rooms: '7' });
  await mine.getByText('you changed different things').waitFor();
  await mine.getByRole('row', { name: 'Rooms 3 7' }).waitFor();
  const kept = mine.getByRole('table', { name: 'What you changed, which stays' });
  await kept.getByRole('row', { name: /^Name .+ Flat by the lake$/ }).waitFor();
  await mine.getByRole('button', { name: 'Save both' }).click();
  await mine.waitForURL(/\/prices$/);
  const { name, rooms_count } = await read(id);
  assert.deepEqual([name, rooms_count], ['Flat by the lake', 7]);
});

test('where both changed the same, one chooses, by keyboard', theBrowser, async () => {
  const [myTexts, theirTexts] = [
    { 'Price, €': '95,000', City: 'Lyon' },
    { 'Price, €': '90,000', City: 'Nice' },
  ];
  const { id, page: mine } = await collide(myTexts, theirTexts);
  const price = mine.getByRole('group', { name: 'Price, €' });
  const city = mine.getByRole('group', { name: 'City' });
  await price.getByText('100,000').waitFor();

  await tabTo(mine, mine.getByRole('button', { name: 'Save changes' }));
  await mine.keyboard.press('Enter');
  await hasFocus(mine, price.getByRole('radio', { name: 'Theirs' }));
  await price.getByText('Choose one of the two.').waitFor();
  await mine.keyboard.press('ArrowDown');
  await hasFocus(mine, price.getByRole('radio', { name: 'Yours' }));
  await mine.keyboard.press('Tab');
  await mine.keyboard.press('Space');
  assert.ok(await city.getByRole('radio', { name: 'Theirs' }).isChecked());
  await mine.keyboard.press('Enter');
  await mine.waitForURL(/\/prices$/);
  const { latest_price_eur, postal_address } = await read(id);
  assert.deepEqual([latest_price_eur, postal_address.city], [95_000, 'Nice']);
});

test('a third change while one chooses is shown, too', theBrowser, async () => {
  const { id, page: mine } = await collide({ Name: 'Flat by the lake' }, { Rooms: '7' });
  await site.world.api.call('PATCH', `/listings/${id}`, { bedrooms_count: 3 });
  await mine.getByRole('button', { name: 'Save both' }).click();
  await mine.getByRole('row', { name: 'Bedrooms 2 3' }).waitFor();
  await hasFocus(mine, conflict(mine));
  await mine.getByRole('button', { name: 'Save both' }).click();
  await mine.waitForURL(/\/prices$/);
  const { name, rooms_count, bedrooms_count } = await read(id);
  assert.deepEqual([name, rooms_count, bedrooms_count], ['Flat by the lake', 7, 3]);
});

test('unsaved work on a listing that has changed meanwhile says so when one comes back to it', theBrowser, async () => {
  const { id, mine } = await openTwice();
  await field(mine, 'Name').fill('Flat by the lake');
  await mine.getByText('What you type is kept in this browser.').waitFor();
  await site.world.api.call('PATCH', `/listings/${id}`, { name: 'Flat by the sea' });
  await mine.reload();
  await conflict(mine).waitFor();
  const title = mine.getByRole('group', { name: 'Name' });
  await title.getByText('Flat by the sea').waitFor();
  await title.getByRole('radio', { name: 'Yours' }).check();
  await mine.getByRole('button', { name: 'Save changes' }).click();
  await mine.waitForURL(/\/prices$/);
  assert.equal((await read(id)).name, 'Flat by the lake');
});

test('work on a listing that was deleted meanwhile becomes a new one', theBrowser, async () => {
  const { id, mine, theirs } = await openTwice();
  for (const page of [mine, theirs]) site.world.browser.mayFail(page, `404 /listings/${id}`);
  await type(mine, { Name: 'Flat that was gone' });
  await site.world.api.call('DELETE', `/listings/${id}`);
  await mine.getByText('What you wrote is kept.').waitFor();
  await mine.getByRole('button', { name: 'Create it again as new' }).click();
  await mine.getByRole('heading', { name: 'New listing' }).waitFor();
  await hasValue(field(mine, 'Name'), 'Flat that was gone');
  await mine.getByRole('button', { name: 'Create listing' }).click();
  await mine.getByRole('heading', { name: 'Flat that was gone' }).waitFor();
});

test('what is typed while it is saved is not lost, and is saved next', theBrowser, async () => {
  const { id, mine } = await openTwice();
  const { promise, resolve } = Promise.withResolvers<void>();
  await mine.route(`**/listings/${id}`, async (route) => {
    if (route.request().method() === 'PATCH') await promise;
    await route.continue();
  });
  await change(mine, { Name: 'Flat by the lake' });
  await mine.getByRole('button', { name: 'Sending …' }).waitFor();
  await field(mine, 'City').fill('Nice');
  resolve();
  await mine.getByText('“Flat by the lake” is saved.').waitFor();
  await mine.reload();
  await hasValue(field(mine, 'City'), 'Nice');
  await mine.getByRole('button', { name: 'Save changes' }).click();
  await mine.waitForURL(/\/prices$/);
  const { name, postal_address } = await read(id);
  assert.deepEqual([name, postal_address.city], ['Flat by the lake', 'Nice']);
});
