import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Page } from 'playwright-core';
import { noBrowser } from '../../support/page/browser.ts';
import { servedPage } from '../../support/page/page-world.ts';
import { chartTold, cutHome, daysAgo, priceRow } from '../../support/page/prices.ts';

const theBrowser = { skip: noBrowser };
const site = servedPage({ path: '' });
const day = daysAgo(60).slice(0, 10);

async function statePrice(id: number, time: string, price_eur: number): Promise<void> {
  await site.world.api.call('PUT', `/listings/${id}/prices/${day}T${time}Z`, { price_eur });
}

const startOf = async (page: Page, price: string) => await priceRow(page, price).getByRole('rowheader').textContent();

test('prices of one day are told apart by their time, in table and chart, and no others', theBrowser, async () => {
  const { id, path } = await cutHome(site.world.api, 'Flat with a busy day');
  await statePrice(id, '08:05:00', 396_000);
  await statePrice(id, '13:30:10', 395_000);
  await statePrice(id, '13:30:40', 394_000);
  const page = await site.world.browser.open(`${site.address}${path}`, { timezoneId: 'UTC' });
  await priceRow(page, '€394,000').waitFor();
  assert.match((await startOf(page, '€396,000')) ?? '', / \d{4} 08:05$/);
  assert.match((await startOf(page, '€395,000')) ?? '', / 13:30:10$/);
  assert.match((await startOf(page, '€394,000')) ?? '', / 13:30:40$/);
  assert.match((await startOf(page, '€390,000')) ?? '', / \d{4} ?$/);
  await page.getByRole('button', { name: /^Correct the price of .*, 08:05, €396,000$/ }).click();
  await page.getByRole('dialog', { name: /^Correct the price since .*, 08:05$/ }).waitFor();
  await page.keyboard.press('Escape');
  const told = (await chartTold(page)).join('\n');
  assert.match(told, /, 08:05 → .*, 13:30:10 \(under a day\): €396,000/);
  assert.match(told, /, 13:30:40 → [^:,]* \(\d+ days\): €394,000/);
});

test('what is told of one of them tells it apart', theBrowser, async () => {
  const { id, path } = await cutHome(site.world.api, 'Flat with a corrected hour');
  await statePrice(id, '08:05:00', 396_000);
  await statePrice(id, '13:30:00', 395_000);
  const page = await site.world.browser.open(`${site.address}${path}`, { timezoneId: 'UTC' });
  const dialog = page.getByRole('dialog');
  await page.getByRole('button', { name: /^Correct .*€395,000$/ }).click();
  await dialog.getByLabel('Right price, €').fill('394000');
  await dialog.getByRole('button', { name: 'Correct price' }).click();
  await page.getByText(/^The price since .* \d{4}, 13:30 is corrected to €394,000\.$/).waitFor();
  await page.getByRole('button', { name: 'Add a past price' }).click();
  await dialog.getByLabel('Since').fill(`${day}T10:00`);
  await dialog.getByLabel('Price, €').fill('393000');
  await dialog.getByRole('button', { name: 'Add price' }).click();
  await page.getByText(/^The price since .* \d{4}, 10:00 is added: €393,000\.$/).waitFor();
});

test('on a small phone a time moves no column', theBrowser, async () => {
  const { id, path } = await cutHome(site.world.api, 'Flat with a second price');
  await statePrice(id, '08:05:00', 396_000);
  const page = await site.world.browser.open(`${site.address}${path}`, { viewport: { width: 360, height: 780 } });
  const cells = priceRow(page, '€396,000').getByRole('cell');
  const places = async () => {
    const boxes = await Promise.all((await cells.filter({ visible: true }).all()).map((cell) => cell.boundingBox()));
    return boxes.map((box) => [box?.x, box?.width]);
  };
  await cells.first().waitFor();
  const before = await places();
  await statePrice(id, '13:30:00', 395_000);
  await priceRow(page, '€395,000').waitFor();
  assert.match((await startOf(page, '€396,000')) ?? '', /\d\d:05$/);
  assert.deepEqual(await places(), before);
});
