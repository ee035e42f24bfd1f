import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Page } from 'playwright-core';
import { noBrowser } from '../../support/page/browser.ts';
import { type Line, loseAnswers } from '../../support/page/lost-answers.ts';
import { servedPage } from '../../support/page/page-world.ts';
import { cutHome, daysAgo, priceRow } from '../../support/page/prices.ts';

const theBrowser = { skip: noBrowser };
const served = servedPage({ path: '' });

/** A listing whose first statement is made, while the answers to it are lost. */
async function openHome(name: string): Promise<{ id: number; page: Page; line: Line }> {
  const { id, path } = await cutHome(served.world.api, name);
  const page = await served.world.browser.open(`${served.world.api.base}${path}`);
  served.world.browser.mayFail(page, new RegExp(`^503 /listings/${id}/prices/`));
  await priceRow(page, '€370,000').waitFor();
  const line = await loseAnswers(page, new RegExp(`/listings/${id}/prices/`));
  return { id, page, line };
}

/** The prices in force, oldest first. */
async function pricesOf(id: number): Promise<number[]> {
  const { body } = await served.world.api.call('GET', `/listings/${id}/prices`);
  return body.map(({ price_eur }: { price_eur: number }) => price_eur);
}

const correct = (page: Page, price: string) => page.getByRole('button', { name: new RegExp(`^Correct .*${price}$`) });
const dialogOf = (page: Page) => page.getByRole('dialog');
const noAnswer = (page: Page) => page.getByText('No answer came, so it may have been made or not.');
const undo = async (page: Page) => {
  await page.getByRole('button', { name: 'Undo' }).click();
  await page.getByText('Undone: the history says again what it said before.').waitFor();
};

/** It is sent, and nobody knows; then what was made arrives in the page, and is not taken for somebody else's. */
async function sendInVain(page: Page, send: string, arrived: Promise<void>): Promise<void> {
  await dialogOf(page).getByRole('button', { name: send }).click();
  await noAnswer(page).waitFor();
  await arrived;
  assert.equal(await page.getByText('Somebody else').count(), 0);
}

test('a correction without an answer is known as one’s own, and undone to what was before it', theBrowser, async () => {
  const { id, page, line } = await openHome('Flat of a lost correction');
  await correct(page, '€390,000').click();
  await dialogOf(page).getByLabel('Right price, €').fill('380000');
  await sendInVain(page, 'Correct price', priceRow(page, '€380,000').waitFor());
  line.isLost = false;
  await dialogOf(page).getByRole('button', { name: 'Correct price' }).click();
  await page.getByText(/^The price since .* is corrected to €380,000\.$/).waitFor();
  assert.deepEqual(await pricesOf(id), [400_000, 380_000, 370_000]);
  await undo(page);
  assert.deepEqual(await pricesOf(id), [400_000, 390_000, 370_000]);
});

test('a void without an answer is known as one’s own, too', theBrowser, async () => {
  const { id, page, line } = await openHome('Flat of a lost void');
  await correct(page, '€390,000').click();
  await dialogOf(page).getByLabel('Void it: the price before held on').check();
  await sendInVain(page, 'Void price', priceRow(page, /€390,000.*voided on/).waitFor());
  line.isLost = false;
  await dialogOf(page).getByRole('button', { name: 'Void price' }).click();
  await page.getByText(/^The price since .* is voided\.$/).waitFor();
  await undo(page);
  assert.deepEqual(await pricesOf(id), [400_000, 390_000, 370_000]);
});

test('and so is a past price, which is not said to be known already', theBrowser, async () => {
  const { id, page, line } = await openHome('Flat of a lost past');
  await page.getByRole('button', { name: 'Add a past price' }).click();
  await dialogOf(page)
    .getByLabel('Since')
    .fill(`${daysAgo(70).slice(0, 10)}T10:00`);
  await dialogOf(page).getByLabel('Price, €').fill('396,000');
  await sendInVain(page, 'Add price', priceRow(page, '€396,000').waitFor());
  assert.equal(await page.getByText('A price is known from this minute on').count(), 0);
  line.isLost = false;
  await dialogOf(page).getByRole('button', { name: 'Add price' }).click();
  await page.getByText(/^The price since .* is added: €396,000\.$/).waitFor();
  await undo(page);
  assert.deepEqual(await pricesOf(id), [400_000, 390_000, 370_000]);
});

test('what is changed after no answer came does not hide that the first was made', theBrowser, async () => {
  const { id, page, line } = await openHome('Flat of two corrections');
  await correct(page, '€390,000').click();
  await dialogOf(page).getByLabel('Right price, €').fill('380000');
  await sendInVain(page, 'Correct price', priceRow(page, '€380,000').waitFor());
  line.isLost = false;
  served.world.browser.mayFail(page, new RegExp(`^422 /listings/${id}/prices/`)); // the key is that of the first
  await dialogOf(page).getByLabel('Right price, €').fill('385000');
  await dialogOf(page).getByRole('button', { name: 'Correct price' }).click();
  await page.getByText('It was made as you sent it first.').waitFor();
  assert.deepEqual(await pricesOf(id), [400_000, 380_000, 370_000]);
  assert.equal(await page.getByText('Somebody else').count(), 0);
  await dialogOf(page).getByRole('button', { name: 'Correct price' }).click();
  await page.getByText(/^The price since .* is corrected to €385,000\.$/).waitFor();
  await undo(page);
  assert.deepEqual(await pricesOf(id), [400_000, 380_000, 370_000]);
});

test('what fails after its dialog was closed is told where one is, and can be tried again', theBrowser, async () => {
  const { id, page, line } = await openHome('Flat of a correction that was closed');
  line.isMade = false;
  const { promise: held, resolve: letGo } = Promise.withResolvers<void>();
  await page.route(new RegExp(`/listings/${id}/prices/`), async (route) => {
    await held;
    await route.fallback();
  });
  await correct(page, '€390,000').click();
  await dialogOf(page).getByLabel('Right price, €').fill('380000');
  await dialogOf(page).getByRole('button', { name: 'Correct price' }).click();
  await dialogOf(page).getByRole('button', { name: 'Cancel' }).click();
  await page.getByRole('link', { name: 'Drops' }).click();
  letGo();
  await page.getByText(/^Your change to the price since .* failed\. No answer came/).waitFor();
  line.isLost = false;
  await page.getByRole('status').getByRole('button', { name: 'Try again' }).click();
  await page.getByText(/^The price since .* is corrected to €380,000\.$/).waitFor();
  assert.deepEqual(await pricesOf(id), [400_000, 380_000, 370_000]);
});
