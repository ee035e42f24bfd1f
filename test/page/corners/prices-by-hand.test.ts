import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Page } from 'playwright-core';
import { noBrowser } from '../../support/page/browser.ts';
import { hasValue } from '../../support/page/has-value.ts';
import { holdRequests } from '../../support/page/hold-requests.ts';
import { hasFocus, tabTo } from '../../support/page/keyboard.ts';
import { servedPage } from '../../support/page/page-world.ts';
import { chartTold, cutHome, daysAgo, priceRow } from '../../support/page/prices.ts';
import { until } from '../../support/until.ts';

const theBrowser = { skip: noBrowser };

const site = servedPage({ path: '' });

async function openHome(name: string): Promise<{ id: number; page: Page }> {
  const { id, path } = await cutHome(site.world.api, name);
  const page = await site.world.browser.open(`${site.address}${path}`);
  await priceRow(page, '€370,000').waitFor();
  return { id, page };
}

/** The prices in force, oldest first. */
async function pricesOf(id: number): Promise<number[]> {
  const { body } = await site.world.api.call('GET', `/listings/${id}/prices`);
  return body.map(({ price_eur }: { price_eur: number }) => price_eur);
}

const correct = (page: Page, price: string) => page.getByRole('button', { name: new RegExp(`^Correct .*${price}$`) });
const undo = (page: Page) => page.getByRole('button', { name: 'Undo' });
const undone = (page: Page) => page.getByText('Undone: the history says again what it said before.');
const toldIn = async (page: Page, what: RegExp) =>
  await until(`the chart tells ${what}`, async () => (await chartTold(page)).some((told) => what.test(told)));

test(
  'a price is corrected with the keyboard and a reason, marked in table and chart, and undone',
  theBrowser,
  async () => {
    const { id, page } = await openHome('Flat with a typo');
    await tabTo(page, correct(page, '€390,000'));
    await page.keyboard.press('Enter');
    const dialog = page.getByRole('dialog', { name: /^Correct the price since/ });
    await tabTo(page, dialog.getByLabel('Right price, €'));
    await page.keyboard.type('380000');
    await page.keyboard.press('Tab');
    await page.keyboard.type('a digit was wrong');
    await page.keyboard.press('Enter');
    await page.getByText(/^The price since .* is corrected to €380,000\.$/).waitFor();
    await priceRow(page, '€380,000').waitFor();
    await priceRow(page, /€390,000.*corrected on.*a digit was wrong/).waitFor();
    await hasFocus(page, correct(page, '€380,000'));
    assert.deepEqual(await pricesOf(id), [400_000, 380_000, 370_000]);
    await toldIn(page, /^Corrected: €390,000 on .*\. Reason: a digit was wrong$/);

    await undo(page).click();
    await undone(page).waitFor();
    await priceRow(page, /€380,000.*undone on/).waitFor();
    await correct(page, '€390,000').waitFor();
    const told = await priceRow(page, /€3[89]0,000/).allTextContents();
    assert.match(told.join('\n'), /Correct\n.*€380,000undone on.*\n.*€390,000corrected on.*a digit was wrong/);
    assert.doesNotMatch(told.join(), /Undone/);
    await toldIn(page, /^Undone: €380,000 on [^.]*\. ?$/);
    assert.deepEqual(await pricesOf(id), [400_000, 390_000, 370_000]);
  },
);

test('a price that never was is voided, marked in table and chart, and restored', theBrowser, async () => {
  const { id, page } = await openHome('Flat with a price that never was');
  await correct(page, '€390,000').click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Void it: the price before held on').check();
  assert.equal(await dialog.getByLabel('Right price, €').count(), 0);
  await dialog.getByLabel('Reason (optional)').fill('never offered');
  await dialog.getByRole('button', { name: 'Void price' }).click();
  await page.getByText(/^The price since .* is voided\.$/).waitFor();
  await priceRow(page, /€390,000.*voided on.*never offered/).waitFor();
  await until('it cannot be corrected any more', async () => (await correct(page, '€390,000').count()) === 0);
  assert.deepEqual(await pricesOf(id), [400_000, 370_000]);
  await toldIn(page, /^Voided: €390,000 on .*\. Reason: never offered$/);

  await undo(page).click();
  await undone(page).waitFor();
  await correct(page, '€390,000').waitFor();
  await priceRow(page, /€390,000.*voided and restored on.*never offered/).waitFor();
  const isToldVoid = async () => (await chartTold(page)).some((told) => told.startsWith('Voided'));
  await until('the chart tells of no void any more', async () => !(await isToldVoid()));
  assert.deepEqual(await pricesOf(id), [400_000, 390_000, 370_000]);
});

test('a price of the past is added with a reason, and undone', theBrowser, async () => {
  const { id, page } = await openHome('Flat with a gap');
  await page.getByRole('button', { name: 'Add a past price' }).click();
  const dialog = page.getByRole('dialog', { name: 'Add a past price' });
  await dialog.getByLabel('Since').fill(`${daysAgo(70).slice(0, 10)}T10:00`);
  await dialog.getByLabel('Price, €').fill('396,000');
  await dialog.getByLabel('Reason (optional)').fill('found in a mail');
  await dialog.getByRole('button', { name: 'Add price' }).click();
  await page.getByText(/^The price since .* is added: €396,000\.$/).waitFor();
  await priceRow(page, /€396,000.*found in a mail/).waitFor();
  await toldIn(page, /€396,000, −1/);
  assert.deepEqual(await pricesOf(id), [400_000, 396_000, 390_000, 370_000]);

  await undo(page).click();
  await undone(page).waitFor();
  await priceRow(page, /€396,000.*undone on/).waitFor();
  assert.deepEqual(await pricesOf(id), [400_000, 390_000, 370_000]);
});

test('what is missing, of the future or too long is told at its field, which gets the focus', theBrowser, async () => {
  const { id, page } = await openHome('Flat of tomorrow');
  await page.getByRole('button', { name: 'Add a past price' }).click();
  const dialog = page.getByRole('dialog', { name: 'Add a past price' });
  await dialog.getByRole('button', { name: 'Add price' }).click();
  await hasFocus(page, dialog.getByLabel('Since'));
  assert.equal(await dialog.getByText('This is needed.').count(), 2);
  await page.keyboard.type('01012099'); // a day without a time
  await dialog.getByRole('button', { name: 'Add price' }).click();
  await dialog.getByText('Write the day and the time.').waitFor();
  await dialog.getByLabel('Since').fill(`${daysAgo(-2).slice(0, 10)}T10:00`);
  await dialog.getByText('Choose a time that has been.').waitFor();
  await dialog.getByLabel('Since').fill(`${daysAgo(2).slice(0, 10)}T10:00`);
  await dialog.getByRole('button', { name: 'Add price' }).click();
  await hasFocus(page, dialog.getByLabel('Price, €'));
  await page.keyboard.type('380000');
  await dialog.getByLabel('Reason (optional)').fill('why '.repeat(300));
  await dialog.getByRole('button', { name: 'Add price' }).click();
  await hasFocus(page, dialog.getByLabel('Reason (optional)'));
  await page.keyboard.press('Escape');
  await until('it is closed', async () => (await page.getByRole('dialog').count()) === 0);
  await hasFocus(page, page.getByRole('button', { name: 'Add a past price' }));
  assert.deepEqual(await pricesOf(id), [400_000, 390_000, 370_000]);
});

test('what somebody else changed meanwhile is not corrected over', theBrowser, async () => {
  const { id, page } = await openHome('Flat of two who know');
  site.world.browser.mayFail(page, new RegExp(`^412 /listings/${id}/prices/`));
  await correct(page, '€390,000').click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Right price, €').fill('380000');
  await site.world.api.call('PATCH', `/listings/${id}`, { latest_price_eur: 360_000 });
  await dialog.getByRole('button', { name: 'Correct price' }).click();
  await dialog.getByText('Somebody else has changed this listing meanwhile.').waitFor();
  assert.deepEqual(await pricesOf(id), [400_000, 390_000, 370_000, 360_000]);
  await dialog.getByRole('button', { name: 'Cancel' }).click();
  await priceRow(page, '€360,000').waitFor();
});

test('what somebody else stated is not written over while it is not read yet', theBrowser, async () => {
  const { id, page } = await openHome('Flat read in parts');
  site.world.browser.mayFail(page, new RegExp(`^412 /listings/${id}/prices/`));
  const { body } = await site.world.api.call('GET', `/listings/${id}/prices`);
  const minute = `${daysAgo(60).slice(0, 10)}T08:00`;
  const letGo = await holdRequests(page, `**/listings/${id}/prices?*`);
  await site.world.api.call('PUT', `/listings/${id}/prices/${body[1].created_date}`, { price_eur: 395_000 });
  await site.world.api.call('PUT', `/listings/${id}/prices/${new Date(minute).toISOString()}`, { price_eur: 397_000 });
  await site.world.api.call('PATCH', `/listings/${id}`, { name: 'Flat read apart' });
  await page.getByRole('heading', { name: 'Flat read apart' }).waitFor();
  const dialog = page.getByRole('dialog');
  const isRefused = async () => {
    await dialog.getByText('Somebody else has changed this listing meanwhile.').waitFor();
    await dialog.getByRole('button', { name: 'Cancel' }).click();
    assert.deepEqual(await pricesOf(id), [400_000, 397_000, 395_000, 370_000]);
  };
  await correct(page, '€390,000').click();
  await dialog.getByLabel('Right price, €').fill('392000');
  await dialog.getByRole('button', { name: 'Correct price' }).click();
  await isRefused();
  await page.getByRole('button', { name: 'Add a past price' }).click();
  await dialog.getByLabel('Since').fill(minute);
  await dialog.getByLabel('Price, €').fill('393000');
  await dialog.getByRole('button', { name: 'Add price' }).click();
  await isRefused();
  letGo();
  await correct(page, '€395,000').waitFor();
});

test('what is typed outlives the price that it is about, and it says what became of that', theBrowser, async () => {
  const { id, page } = await openHome('Flat whose price goes');
  site.world.browser.mayFail(page, new RegExp(`^412 /listings/${id}/prices/`));
  const { body } = await site.world.api.call('GET', `/listings/${id}/prices`);
  const price = `/listings/${id}/prices/${body[1].created_date}`;
  await correct(page, '€390,000').click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Right price, €').fill('380000');
  await dialog.getByLabel('Reason (optional)').fill('a digit was wrong');
  await site.world.api.call('PUT', price, { price_eur: 395_000 });
  await dialog.getByText('Somebody else has corrected this price meanwhile: it is €395,000 now.').waitFor();
  await site.world.api.call('DELETE', price);
  await dialog.getByText('Somebody else has voided this price meanwhile.').waitFor();
  await hasValue(dialog.getByLabel('Right price, €'), '380,000');

  await dialog.getByRole('button', { name: 'Correct price' }).click();
  await dialog.getByText('Somebody else has changed this listing meanwhile.').waitFor();
  await dialog.getByRole('button', { name: 'Correct price' }).click();
  await priceRow(page, /€380,000.*a digit was wrong/).waitFor();
  await undo(page).click();
  await undone(page).waitFor();
  assert.deepEqual(await pricesOf(id), [400_000, 370_000]);
});

test('a change and a correction arrive in a window that shows what changes', theBrowser, async () => {
  const { page } = await openHome('Flat that is watched');
  const watching = await site.world.browser.open(`${site.address}/changes`);
  await watching.getByText('Live', { exact: true }).waitFor();
  await page.getByLabel('New price, €').fill('350,000');
  await page.keyboard.press('Enter');
  const entries = watching.getByRole('listitem').filter({ has: watching.getByText('Flat that is watched') });
  await entries.filter({ hasText: 'Price cut from €370,000 to €350,000' }).waitFor();
  await page.getByText('Price changed to €350,000.').waitFor();
  await priceRow(page, '€350,000').waitFor();
  await correct(page, '€390,000').click();
  await page.getByLabel('Right price, €').fill('380000');
  await page.getByRole('button', { name: 'Correct price' }).click();
  await entries.filter({ hasText: /Corrected: the price since .* was €380,000, not €390,000/ }).waitFor();
  await undo(page).click();
  const last = entries.filter({ hasText: /Undone: €390,000 since .* again/ });
  await last.waitFor();
  assert.doesNotMatch((await last.textContent()) ?? '', /Corrected|Added|Reason/);
});

test('the price that is stated already is no correction, and so no reason is lost', theBrowser, async () => {
  const { page } = await openHome('Flat looked up again');
  await correct(page, '€390,000').click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Right price, €').fill('390000');
  await dialog.getByLabel('Reason (optional)').fill('looked up again');
  await dialog.getByRole('button', { name: 'Correct price' }).click();
  await hasFocus(page, dialog.getByLabel('Right price, €'));
  await dialog.getByText('That is the price now.').waitFor();
  await dialog.getByLabel('Right price, €').fill('391000');
  await dialog.getByRole('button', { name: 'Correct price' }).click();
  await page.getByText(/^The price since .* is corrected to €391,000\.$/).waitFor();
});

test('undone, a price has the reason again that it had before', theBrowser, async () => {
  const { id, page } = await openHome('Flat of a letter');
  const at = daysAgo(30);
  await site.world.api.call('PUT', `/listings/${id}/prices/${at}`, {
    price_eur: 385_000,
    reason: 'letter of the broker',
  });
  await correct(page, '€385,000').click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Right price, €').fill('384000');
  await dialog.getByRole('button', { name: 'Correct price' }).click();
  await correct(page, '€384,000').waitFor();
  await undo(page).click();
  await undone(page).waitFor();
  const { body } = await site.world.api.call('GET', `/listings/${id}/prices?detail=full`);
  const [, , now] = body;
  assert.deepEqual([now.price_eur, now.reason], [385_000, '↩ Undone: letter of the broker']);
  await priceRow(page, /€384,000.*undone on/).waitFor();
  await correct(page, '€385,000').waitFor();
  const told = await priceRow(page, /€38[45],000/).allTextContents();
  assert.match(told.join('\n'), /€385,000.*letter of the broker.*\n.*\n?.*€384,000undone on/);
  assert.doesNotMatch(told.join(), /Undone/);
});
