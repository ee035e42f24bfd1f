import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Page } from 'playwright-core';
import { noBrowser } from '../../support/page/browser.ts';
import { conflictHead, openEditForm, readListing, saveButton } from '../../support/page/edit-form.ts';
import { followNothing } from '../../support/page/follow-nothing.ts';
import { hasValue } from '../../support/page/has-value.ts';
import { hasFocus } from '../../support/page/keyboard.ts';
import { field, saidAt } from '../../support/page/listing-form.ts';
import { loseAnswers } from '../../support/page/lost-answers.ts';
import { servedPage } from '../../support/page/page-world.ts';
import { until } from '../../support/until.ts';

const theBrowser = { skip: noBrowser };
const served = servedPage({ path: '' });

const openForm = () => openEditForm(served.world);
const read = (id: number) => readListing(served.world.api, id);
const tagOf = async (id: number) => (await served.world.api.call('GET', `/listings/${id}`)).headers.get('etag');
const saved = (page: Page, name: string) => page.getByText(`“${name}” is saved.`);

/** Loads the form anew where it is told of no change. */
async function openUntold(page: Page): Promise<void> {
  await followNothing(served.world.browser, page);
  await page.reload();
  await field(page, 'Name').waitFor();
}

/** Holds the answer to what is saved back, once it is made. @returns once it is made, and what lets the answer go */
async function holdAnswer(page: Page, id: number) {
  const [made, letGo] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  await page.route(`**/listings/${id}`, async (route) => {
    if (route.request().method() !== 'PATCH') return await route.continue();
    const response = await route.fetch();
    made.resolve();
    await letGo.promise;
    await route.fulfill({ response });
  });
  return { made: made.promise, letGo: letGo.resolve };
}

test(
  'what one saves oneself is no conflict where one leaves the form meanwhile and comes back',
  theBrowser,
  async () => {
    const { id, page } = await openForm();
    const { made, letGo } = await holdAnswer(page, id);
    await field(page, 'Name').fill('Flat by the lake');
    await saveButton(page).click();
    await made;
    const after = await tagOf(id);
    await page.getByRole('link', { name: 'Back to its prices' }).click();
    await page.getByRole('link', { name: 'Edit listing' }).click();
    await field(page, 'Name').waitFor();
    assert.equal(await conflictHead(page).count(), 0);
    letGo();
    await saved(page, 'Flat by the lake').waitFor();
    await page.getByText('Your unsaved changes').waitFor({ state: 'detached' });
    assert.equal(await conflictHead(page).count(), 0);
    await hasValue(field(page, 'Name'), 'Flat by the lake');
    assert.equal(await tagOf(id), after);
  },
);

test('what was saved after the form was left is no unsaved work', theBrowser, async () => {
  const { id, page } = await openForm();
  const { made, letGo } = await holdAnswer(page, id);
  await field(page, 'Name').fill('Flat by the sea');
  await saveButton(page).click();
  await made;
  await page.getByRole('link', { name: 'Back to its prices' }).click();
  letGo();
  await saved(page, 'Flat by the sea').waitFor();
  await page.getByRole('link', { name: 'Edit listing' }).click();
  await field(page, 'Name').waitFor();
  assert.equal(await page.getByText('Your unsaved changes').count(), 0);
  assert.equal(await conflictHead(page).count(), 0);
});

test('nor is what was saved before the page was loaded again, without an answer', theBrowser, async () => {
  const { id, page } = await openForm();
  served.world.browser.mayFail(page, `503 /listings/${id}`);
  const line = await loseAnswers(page, `**/listings/${id}`);
  await field(page, 'Name').fill('Flat by the river');
  await saveButton(page).click();
  await page.getByRole('alert').filter({ hasText: 'No answer came' }).waitFor();
  line.isLost = false;
  await page.reload();
  await saved(page, 'Flat by the river').waitFor();
  assert.equal(await conflictHead(page).count(), 0);
  assert.equal((await read(id)).name, 'Flat by the river');
});

test('what somebody else made of it after no answer came is a conflict', theBrowser, async () => {
  const { id, page } = await openForm();
  served.world.browser.mayFail(page, `503 /listings/${id}`, `412 /listings/${id}`);
  const line = await loseAnswers(page, `**/listings/${id}`, { isMade: false });
  await field(page, 'Name').fill('Flat by the pond');
  await saveButton(page).click();
  await page.getByRole('alert').filter({ hasText: 'No answer came' }).waitFor();
  await served.world.api.call('PATCH', `/listings/${id}`, { rooms_count: 7 });
  line.isLost = false;
  await page.reload();
  await conflictHead(page).waitFor();
  await page.getByRole('row', { name: 'Rooms 3 7' }).waitFor();
});

test('what is typed after no answer came is work on what was saved', theBrowser, async () => {
  const { id, page } = await openForm();
  served.world.browser.mayFail(page, `503 /listings/${id}`, `422 /listings/${id}`); // the key is that of the first
  await openUntold(page); // else it would be known to be made
  const line = await loseAnswers(page, `**/listings/${id}`);
  await field(page, 'Rooms').fill('5');
  await saveButton(page).click();
  await page.getByRole('alert').filter({ hasText: 'No answer came' }).waitFor();
  line.isLost = false;
  await field(page, 'Rooms').fill('3');
  await field(page, 'City').fill('Nice');
  await saveButton(page).click();
  await saved(page, 'Flat in Perpinyà').waitFor();
  assert.equal((await read(id)).rooms_count, 5);
  await hasValue(field(page, 'City'), 'Nice');
  await saveButton(page).click();
  await page.waitForURL(/\/prices$/);
  const { rooms_count, postal_address } = await read(id);
  assert.deepEqual([rooms_count, postal_address.city], [3, 'Nice']);
});

test(
  'what was saved without an answer is known to be once the page is told, where one goes on typing',
  theBrowser,
  async () => {
    const { id, page } = await openForm();
    served.world.browser.mayFail(page, `503 /listings/${id}`);
    const line = await loseAnswers(page, `**/listings/${id}`, { isMade: false });
    await openUntold(page);
    await field(page, 'Name').fill('Flat by the canal');
    await saveButton(page).click();
    await page.getByRole('alert').filter({ hasText: 'No answer came' }).waitFor();
    line.isMade = true;
    await page.getByRole('button', { name: 'Try again' }).click();
    await until('it is made', async () => (await read(id)).name === 'Flat by the canal');
    await page.getByRole('alert').filter({ hasText: 'No answer came' }).waitFor();
    line.isLost = false;
    await field(page, 'City').fill('Nice');
    await page.unroute('**/changes?*');
    await page.evaluate("window.dispatchEvent(new Event('online'))");
    await saved(page, 'Flat by the canal').waitFor();
    await hasFocus(page, field(page, 'City'));
    await hasValue(field(page, 'City'), 'Nice');
    assert.equal(await page.getByRole('status').getByText('Somebody else').count(), 0);
    await saveButton(page).click();
    await page.waitForURL(/\/prices$/);
    assert.equal((await read(id)).postal_address.city, 'Nice');
  },
);

test('what is wrong in a form that both changed is told at its field, which gets the focus', theBrowser, async () => {
  const { id, page } = await openForm();
  await field(page, 'Rooms').fill('many');
  await page.getByText('What you type is kept in this browser.').waitFor();
  await served.world.api.call('PATCH', `/listings/${id}`, { name: 'Flat by the sea' });
  await page.reload();
  await conflictHead(page).waitFor();
  await page.getByRole('button', { name: 'Save both' }).click();
  await hasFocus(page, field(page, 'Rooms'));
  assert.match(await saidAt(page, 'Rooms'), /^Write a number/);
  await field(page, 'Rooms').fill('4');
  await saveButton(page).click();
  await page.waitForURL(/\/prices$/);
  const { name, rooms_count } = await read(id);
  assert.deepEqual([name, rooms_count], ['Flat by the sea', 4]);
});

test(
  'a price that one corrects oneself is nothing that somebody else changed, nor that this is undone',
  theBrowser,
  async () => {
    const { page } = await openForm();
    await field(page, 'Name').fill('Flat by the pond');
    await page.getByRole('link', { name: 'Back to its prices' }).click();
    await page.getByRole('button', { name: /^Correct / }).click();
    await page.getByRole('dialog').getByLabel('Right price, €').fill('365000');
    await page.getByRole('dialog').getByRole('button', { name: 'Correct price' }).click();
    await page.getByText(/is corrected to €365,000/).waitFor();
    await page.getByRole('button', { name: 'Undo' }).click();
    await page.getByText('Undone: the history says again what it said before.').waitFor();
    await page.getByRole('link', { name: 'Edit listing' }).click();
    await hasValue(field(page, 'Name'), 'Flat by the pond');
    assert.equal(await page.getByText('Somebody else').count(), 0);
    await saveButton(page).click();
    await saved(page, 'Flat by the pond').waitFor();
  },
);
