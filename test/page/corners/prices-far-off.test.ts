import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Page } from 'playwright-core';
import { pricesBeside } from '../../../ui/src/editing/prices-beside.ts';
import { noBrowser } from '../../support/page/browser.ts';
import { servedPage } from '../../support/page/page-world.ts';
import { cutHome, daysAgo, priceRow } from '../../support/page/prices.ts';

const theBrowser = { skip: noBrowser };
const site = servedPage({ path: '' });
const dialog = (page: Page) => page.getByRole('dialog');
const send = (page: Page, name: string) => dialog(page).getByRole('button', { name });

async function openHome(name: string) {
  const { id, path } = await cutHome(site.world.api, name);
  const page = await site.world.browser.open(`${site.address}${path}`);
  await priceRow(page, '€390,000').waitFor();
  const pricesNow = async () => {
    const { body } = await site.world.api.call('GET', `/listings/${id}/prices`);
    return body.map(({ price_eur }: { price_eur: number }) => price_eur);
  };
  return { page, pricesNow };
}

test(
  'a corrected price with a digit too many is asked back about, once, and not where it is near its neighbours',
  theBrowser,
  async () => {
    const { page, pricesNow } = await openHome('Flat with a slip');
    const right = dialog(page).getByLabel('Right price, €');
    const correct = async (from: string) =>
      await page.getByRole('button', { name: new RegExp(`^Correct .*${from}$`) }).click();
    await correct('€390,000');
    await right.fill('3850000');
    await send(page, 'Correct price').click();
    await dialog(page)
      .getByText('That is +862.5% from the price next to it, €400,000. If it is right, press the button once more.')
      .waitFor();
    assert.deepEqual(await pricesNow(), [400_000, 390_000, 370_000]);
    await right.fill('385000');
    assert.equal(await dialog(page).getByText('If it is right').count(), 0);
    await right.fill('3850000');
    await send(page, 'Correct price').click();
    await priceRow(page, '€3,850,000').waitFor();
    await correct('€3,850,000');
    await right.fill('385000');
    await send(page, 'Correct price').click();
    await page.getByText(/^The price since .* is corrected to €385,000\.$/).waitFor();
    assert.deepEqual(await pricesNow(), [400_000, 385_000, 370_000]);
  },
);

test('a past price with a digit too few is asked back about, once', theBrowser, async () => {
  const { page, pricesNow } = await openHome('Flat with a missing digit');
  await page.getByRole('button', { name: 'Add a past price' }).click();
  await dialog(page)
    .getByLabel('Since')
    .fill(`${daysAgo(3).slice(0, 10)}T10:00`);
  await dialog(page).getByLabel('Price, €').fill('37500');
  await send(page, 'Add price').click();
  await dialog(page)
    .getByText('That is −90.4% from the price next to it, €390,000. If it is right, press the button once more.')
    .waitFor();
  assert.deepEqual(await pricesNow(), [400_000, 390_000, 370_000]);
  await send(page, 'Add price').click();
  await page.getByText(/^The price since .* is added: €37,500\.$/).waitFor();
});

const prices = [
  { effective_at: '2026-01-01T00:00:00Z', price_eur: 1 },
  { effective_at: '2026-02-01T00:00:00Z', price_eur: 2 },
  { effective_at: '2026-03-01T00:00:00Z', price_eur: 3 },
];

test('a price stands between the one before and the one after', () => {
  assert.deepEqual(pricesBeside(prices, Date.parse('2026-02-01T00:00:00Z')), [1, 3]);
  assert.deepEqual(pricesBeside(prices, Date.parse('2026-02-02T00:00:00Z')), [2, 3]);
  assert.deepEqual(pricesBeside(prices, Date.parse('2026-01-01T00:00:00Z')), [2]);
  assert.deepEqual(pricesBeside(prices, Date.parse('2027-01-01T00:00:00Z')), [3]);
  assert.deepEqual(pricesBeside([], 0), []);
});
