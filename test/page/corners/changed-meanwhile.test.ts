import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Locator, Page } from 'playwright-core';
import { assertAccessible } from '../../support/page/axe.ts';
import { desktop, noBrowser, phone } from '../../support/page/browser.ts';
import { conflictHead, openEditForm, readListing, saveButton } from '../../support/page/edit-form.ts';
import { hasValue } from '../../support/page/has-value.ts';
import { hasFocus } from '../../support/page/keyboard.ts';
import { field } from '../../support/page/listing-form.ts';
import { assertLooksGood } from '../../support/page/looks.ts';
import { servedPage } from '../../support/page/page-world.ts';
import { watchFor } from '../../support/page/watch-for.ts';
import { until } from '../../support/until.ts';

/** The narrowest screen that the page is made for. */
const smallPhone = { ...phone, viewport: { width: 360, height: 780 } };
const theBrowser = { skip: noBrowser };
const served = servedPage({ path: '' });

const openForm = (reader = {}) => openEditForm(served.world, reader);
const change = async (id: number, patch: object) => await served.world.api.call('PATCH', `/listings/${id}`, patch);
const read = (id: number) => readListing(served.world.api, id);
const note = (page: Page) =>
  page
    .locator('div')
    .filter({ has: told(page) })
    .last();
const told = (page: Page) => page.getByRole('status').filter({ hasText: 'Somebody else changed: ' });

test(
  'what somebody else changes while one types is told, and what is typed stays in its place',
  theBrowser,
  async () => {
    const { id, page } = await openForm();
    served.world.browser.mayFail(page, `412 /listings/${id}`);
    const title = field(page, 'Name');
    await title.fill('Flat by the lake');
    const before = await title.boundingBox();
    await change(id, { rooms_count: 7, postal_address: { city: 'Nice' } });
    await told(page).getByText('changed: Rooms and City. What you typed stays').waitFor();
    assert.deepEqual(await title.boundingBox(), before);
    await hasFocus(page, title);
    await hasValue(title, 'Flat by the lake');
    await hasValue(field(page, 'Rooms'), '3');
    await page.getByText('What they changed').first().click();
    await page.getByRole('row', { name: 'Rooms 3 7' }).waitFor();
    await assertAccessible(page);
    await saveButton(page).click();
    await page.getByRole('button', { name: 'Save both' }).click();
    await page.waitForURL(/\/prices$/);
    const { name, rooms_count } = await read(id);
    assert.deepEqual([name, rooms_count], ['Flat by the lake', 7]);
  },
);

/** Waits until the whole of it is in the window. */
async function inSight(page: Page, place: Locator): Promise<void> {
  const height = page.viewportSize()?.height ?? 0;
  await until('it is in sight', async () => {
    const box = await place.boundingBox();
    return box !== null && box.y >= 0 && box.y + box.height <= height;
  });
}

/** Whether one of two stands above the other, or beside it. */
async function areApart(one: Locator, other: Locator): Promise<boolean> {
  const [a, b] = [await one.boundingBox(), await other.boundingBox()];
  assert.ok(a && b, 'both are there');
  return a.y + a.height <= b.y || b.y + b.height <= a.y || a.x + a.width <= b.x || b.x + b.width <= a.x;
}

test('what is told of others on a desktop covers no field, wherever the form is scrolled to', theBrowser, async () => {
  const { id, page } = await openForm(desktop);
  await field(page, 'City').fill('Nice');
  await change(id, { rooms_count: 7, name: 'Flat by the sea' });
  await told(page).waitFor();
  await page.getByText('What they changed').click();
  const form = page.getByRole('main').locator('form').first();
  for (const place of [field(page, 'Name'), saveButton(page)]) {
    await place.scrollIntoViewIfNeeded();
    assert.ok(await areApart(note(page), form));
    await inSight(page, note(page));
  }
});

test('what is told of others on a small phone leaves what one types in in sight', theBrowser, async () => {
  const { id, page } = await openForm(smallPhone);
  const city = field(page, 'City');
  await city.fill('Nice');
  await city.evaluate((element) => element.scrollIntoView({ block: 'end' }));
  await change(id, { rooms_count: 7, name: 'Flat by the sea' });
  await told(page).waitFor();
  await until('both are to be seen', async () => await areApart(note(page), city));
  await inSight(page, city);
  await hasFocus(page, city);
  await assertLooksGood(page);
});

test('a form in which nothing is typed shows what somebody else changed, and says so', theBrowser, async () => {
  const { id, page } = await openForm();
  await change(id, { rooms_count: 7 });
  await told(page).getByText('changed: Rooms. The form shows it as it is now.').waitFor();
  await hasValue(field(page, 'Rooms'), '7');
  await field(page, 'Name').fill('Flat by the lake');
  await page.getByRole('button', { name: 'Dismiss' }).click();
  await told(page).waitFor({ state: 'detached' });
  await saveButton(page).click();
  await page.waitForURL(/\/prices$/);
  const { name, rooms_count } = await read(id);
  assert.deepEqual([name, rooms_count], ['Flat by the lake', 7]);
});

test(
  'what one undoes oneself while the form is open is in it, and is not told as somebody else’s',
  theBrowser,
  async () => {
    const { id, page } = await openForm();
    await field(page, 'Price, €').fill('90,000');
    await field(page, 'Rooms').fill('7');
    await saveButton(page).click();
    await page.getByRole('link', { name: 'Edit listing' }).click();
    await hasValue(field(page, 'Rooms'), '7');
    await field(page, 'Name').fill('Flat by the lake');
    const wasTold = await watchFor(page, 'Somebody else changed: ');
    await page.getByRole('button', { name: 'Undo' }).click();
    await page.getByText('Undone: the listing says again').waitFor();
    await hasValue(field(page, 'Price, €'), '100,000');
    await hasValue(field(page, 'Rooms'), '3');
    await hasValue(field(page, 'Name'), 'Flat by the lake');
    await saveButton(page).click();
    await page.waitForURL(/\/prices$/);
    assert.equal(await wasTold(), false);
    assert.equal((await read(id)).name, 'Flat by the lake');
  },
);

test('what one saves oneself while one goes on typing is not told as somebody else’s', theBrowser, async () => {
  const { id, page } = await openForm();
  const answered = Promise.withResolvers<void>();
  await page.route(`**/listings/${id}`, async (route) => {
    if (route.request().method() !== 'PATCH') return await route.continue();
    const response = await route.fetch();
    await answered.promise;
    await route.fulfill({ response });
  });
  const readAgain = page.waitForResponse(async (answer) => {
    const isRead = answer.request().method() === 'GET' && answer.url().endsWith(`/listings/${id}`);
    return isRead && (await answer.json()).name === 'Flat by the lake';
  });
  const wasTold = await watchFor(page, 'Somebody else changed: ');
  await field(page, 'Name').fill('Flat by the lake');
  await saveButton(page).click();
  await readAgain;
  await field(page, 'Rooms').fill('7');
  answered.resolve();
  await page.getByText('“Flat by the lake” is saved.').waitFor();
  await hasValue(field(page, 'Rooms'), '7');
  await saveButton(page).click();
  await page.waitForURL(/\/prices$/);
  assert.equal(await wasTold(), false);
  assert.equal((await read(id)).rooms_count, 7);
});

test('where what was typed is taken back the form goes on from what others made', theBrowser, async () => {
  const { id, page } = await openForm();
  const title = field(page, 'Name');
  const was = await title.inputValue();
  await title.fill('Flat by the lake');
  await change(id, { rooms_count: 7 });
  await told(page).getByText('What you typed stays').waitFor();
  await title.fill(was);
  await told(page).getByText('changed: Rooms. The form shows it as it is now.').waitFor();
  await hasValue(field(page, 'Rooms'), '7');
  await hasFocus(page, title);
  await page.getByRole('button', { name: 'Delete listing …' }).click();
  await page.getByRole('button', { name: 'Delete listing and history' }).click();
  await page.getByText('and its price history are deleted.').waitFor();
});

test('it does so also where a deletion that is refused tells of it first', theBrowser, async () => {
  const { id, page } = await openForm();
  served.world.browser.mayFail(page, `412 /listings/${id}`, '0 /changes');
  await page.route('**/changes?*', (route) => route.abort());
  await page.reload();
  const title = field(page, 'Name');
  const was = await title.inputValue();
  await title.fill('Flat by the lake');
  await title.fill(was);
  await change(id, { rooms_count: 7 });
  await page.getByRole('button', { name: 'Delete listing …' }).click();
  const remove = page.getByRole('button', { name: 'Delete listing and history' });
  await remove.click();
  await page.getByText('nothing was deleted. Look at it first.').waitFor();
  await hasValue(field(page, 'Rooms'), '7');
  await page.getByRole('button', { name: 'Delete listing …' }).click();
  await remove.click();
  await page.getByText('and its price history are deleted.').waitFor();
});

test('one can go back from a conflict to the form, with what was typed', theBrowser, async () => {
  const { id, page } = await openForm();
  served.world.browser.mayFail(page, `412 /listings/${id}`);
  await field(page, 'Name').fill('Flat by the lake');
  await change(id, { name: 'Flat by the sea' });
  await told(page).waitFor();
  await saveButton(page).click();
  await conflictHead(page).waitFor();
  await page.getByRole('button', { name: 'Back to the form' }).click();
  await hasValue(field(page, 'Name'), 'Flat by the lake');
  await hasFocus(page, page.getByRole('main'));
  assert.equal(await page.getByRole('alert').getByText(/./).count(), 0);
  await saveButton(page).click();
  await conflictHead(page).waitFor();
  await page.getByRole('radio', { name: 'Yours' }).check();
  await page.getByRole('button', { name: 'Save changes' }).click();
  await page.waitForURL(/\/prices$/);
  assert.equal((await read(id)).name, 'Flat by the lake');
});
