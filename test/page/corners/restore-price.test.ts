import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Page } from 'playwright-core';
import { noBrowser, phone } from '../../support/page/browser.ts';
import { holdRequests } from '../../support/page/hold-requests.ts';
import { hasFocus, tabTo } from '../../support/page/keyboard.ts';
import { assertLooksGood } from '../../support/page/looks.ts';
import { loseAnswers } from '../../support/page/lost-answers.ts';
import { servedPage } from '../../support/page/page-world.ts';
import { cutHome, priceRow } from '../../support/page/prices.ts';

const theBrowser = { skip: noBrowser };
const site = servedPage({ path: '' });

/** A home whose price of 390,000 € was voided before its page is opened. */
async function openVoided(name: string, reader = {}): Promise<{ id: number; at: string; page: Page }> {
  const { id, path } = await cutHome(site.world.api, name);
  const { body } = await site.world.api.call('GET', `/listings/${id}/prices`);
  const at = body[1].created_date;
  await site.world.api.call('DELETE', `/listings/${id}/prices/${at}?reason=never%20offered`);
  const page = await site.world.browser.open(`${site.address}${path}`, reader);
  return { id, at, page };
}

async function pricesOf(id: number): Promise<number[]> {
  const { body } = await site.world.api.call('GET', `/listings/${id}/prices`);
  return body.map(({ price_eur }: { price_eur: number }) => price_eur);
}

async function firstOf(id: number): Promise<{ created_date: string }> {
  return (await site.world.api.call('GET', `/listings/${id}/prices`)).body[0];
}

const restore = (page: Page, price: string) =>
  page.getByRole('button', { name: new RegExp(`^Restore the price of .*\\d{4}, ${price}$`) });
const correct = (page: Page, price: string) => page.getByRole('button', { name: new RegExp(`^Correct .*${price}$`) });

test('a price that was voided is put back from its row, by keyboard, and that is undone', theBrowser, async () => {
  const { id, page } = await openVoided('Flat with a price to put back');
  await tabTo(page, restore(page, '€390,000'));
  await page.keyboard.press('Enter');
  await page.getByText(/^The price since .* is restored: €390,000\.$/).waitFor();
  await hasFocus(page, page.getByRole('row').filter({ has: correct(page, '€390,000') }));
  await priceRow(page, /€390,000.*voided and restored on.*never offered/).waitFor();
  assert.equal(await restore(page, '.*').count(), 0);
  assert.deepEqual(await pricesOf(id), [400_000, 390_000, 370_000]);

  await page.getByRole('button', { name: 'Undo' }).click();
  await page.getByText('Undone: the history says again what it said before.').waitFor();
  await priceRow(page, /€390,000.*undone on/).waitFor();
  await restore(page, '€390,000').waitFor();
  assert.equal(await restore(page, '.*').count(), 1);
  assert.deepEqual(await pricesOf(id), [400_000, 370_000]);
});

test('what a price was before it was corrected is put back, on a small phone too', theBrowser, async () => {
  const { id, at, page } = await openVoided('Flat with a price put right', {
    ...{ ...phone, viewport: { width: 360, height: 780 } },
  });
  await restore(page, '€390,000').waitFor();
  await site.world.api.call('PUT', `/listings/${id}/prices/${at}`, { price_eur: 395_000 });
  await site.world.api.call('PUT', `/listings/${id}/prices/${at}`, { price_eur: 396_000 });
  await restore(page, '€395,000').waitFor();
  await assertLooksGood(page);
  await restore(page, '€395,000').tap();
  await page.getByText(/^The price since .* is restored: €395,000\.$/).waitFor();
  assert.deepEqual(await pricesOf(id), [400_000, 395_000, 370_000]);
  await page.getByRole('button', { name: 'Undo' }).tap();
  await page.getByText('Undone: the history says again what it said before.').waitFor();
  assert.deepEqual(await pricesOf(id), [400_000, 396_000, 370_000]);
});

test('what somebody else changed first is told, and the focus stays', theBrowser, async () => {
  const { id, page } = await openVoided('Flat of two who restore');
  site.world.browser.mayFail(page, new RegExp(`^412 /listings/${id}/prices/`));
  await restore(page, '€390,000').waitFor();
  const letGo = await holdRequests(page, `**/listings/${id}/prices/*`);
  await tabTo(page, restore(page, '€390,000'));
  await page.keyboard.press('Enter');
  await site.world.api.call('PATCH', `/listings/${id}`, { latest_price_eur: 360_000 });
  letGo();
  await page.getByText(/failed\. Somebody else has changed this listing meanwhile\./).waitFor();
  await priceRow(page, '€360,000').waitFor();
  await hasFocus(page, restore(page, '€390,000'));
  assert.deepEqual(await pricesOf(id), [400_000, 370_000, 360_000]);
  await page.keyboard.press('Enter');
  await correct(page, '€390,000').waitFor();
  assert.deepEqual(await pricesOf(id), [400_000, 390_000, 370_000, 360_000]);
});

test('what somebody else stated is not written over while it is not read yet', theBrowser, async () => {
  const { id, at, page } = await openVoided('Flat read in parts');
  site.world.browser.mayFail(page, new RegExp(`^412 /listings/${id}/prices/`));
  await restore(page, '€390,000').waitFor();
  const letGo = await holdRequests(page, `**/listings/${id}/prices?*`);
  await site.world.api.call('PUT', `/listings/${id}/prices/${at}`, { price_eur: 395_000 });
  await site.world.api.call('PATCH', `/listings/${id}`, { name: 'Flat read apart' });
  await page.getByRole('heading', { name: 'Flat read apart' }).waitFor();
  await restore(page, '€390,000').click();
  await page.getByText(/failed\. Somebody else has changed this listing meanwhile\./).waitFor();
  assert.deepEqual(await pricesOf(id), [400_000, 395_000, 370_000]);
  letGo();
  await correct(page, '€395,000').waitFor();
});

test('one after the other is put back, the second once the first is read', theBrowser, async () => {
  const { id, page } = await openVoided('Flat restored twice');
  await site.world.api.call('DELETE', `/listings/${id}/prices/${(await firstOf(id)).created_date}`);
  await restore(page, '€400,000').waitFor();
  const letGo = await holdRequests(page, `**/listings/${id}/prices?*`);
  await restore(page, '€390,000').click();
  await page.getByText(/^The price since .* is restored: €390,000\.$/).waitFor();
  assert.equal(await restore(page, '€400,000').getAttribute('aria-disabled'), 'true');
  letGo();
  await restore(page, '€400,000').click();
  await page.getByText(/^The price since .* is restored: €400,000\.$/).waitFor();
  assert.deepEqual(await pricesOf(id), [400_000, 390_000, 370_000]);
});

test('where nobody knows whether it was restored, it is sent again and made once', theBrowser, async () => {
  const { id, page } = await openVoided('Flat restored in a tunnel');
  site.world.browser.mayFail(page, new RegExp(`^503 /listings/${id}/prices/`));
  await restore(page, '€390,000').waitFor();
  const line = await loseAnswers(page, `**/listings/${id}/prices/*`);
  await restore(page, '€390,000').click();
  await page.getByText(/failed\. No answer came/).waitFor();
  line.isLost = false;
  await page.getByRole('button', { name: 'Try again' }).click();
  await page.getByText(/^The price since .* is restored: €390,000\.$/).waitFor();
  await correct(page, '€390,000').waitFor();
  const { body } = await site.world.api.call('GET', `/listings/${id}/corrections`);
  assert.equal(body.length, 2);
});

test('what was known on another day is not put back', theBrowser, async () => {
  const { page } = await openVoided('Flat as it was known', { timezoneId: 'UTC' });
  await restore(page, '€390,000').waitFor();
  await page.getByLabel('As it was known on').fill(new Date().toISOString().slice(0, 10));
  await page.getByRole('heading', { name: /^As known on/ }).waitFor();
  await priceRow(page, /€390,000.*voided on/).waitFor();
  assert.equal(await restore(page, '.*').count(), 0);
});
