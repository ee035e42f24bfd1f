import assert from 'node:assert/strict';
import { test } from 'node:test';
import { noBrowser } from '../support/page/browser.ts';
import { cutInAWeek, fillCutHomes, untilCutHomesAre } from '../support/page/cut-homes.ts';
import { servedPage } from '../support/page/page-world.ts';

const theBrowser = { skip: noBrowser };

const site = servedPage({ path: '/drops', withLake: true, fill: fillCutHomes });

test('the largest cuts of a week stand in a table, the largest first, with what they come to', theBrowser, async () => {
  const page = await site.world.browser.open(site.address);
  await page.getByRole('heading', { name: 'The largest drop in the last 7 days: −25.0%' }).waitFor();
  await untilCutHomesAre(page, cutInAWeek);
  const steep = (await page.locator('tbody tr').first().textContent()) ?? '';
  for (const told of ['66000 Perpignan', '€200,000', '€150,000', '25', '−€50,000', '1 cut']) {
    assert.ok(steep.includes(told), `${told} in ${steep}`);
  }
  await page.getByText(/Every price that was recorded by .+ is in\./).waitFor();
});

test('each time and order has an address, and other cuts', theBrowser, async () => {
  const page = await site.world.browser.open(site.address);
  await page.getByRole('link', { name: '30 days' }).click();
  await page.waitForURL(/\/drops\?days=30$/);
  await untilCutHomesAre(page, ['Long ago', 'Steep', 'Large', 'Fresh', 'Often']);
  await page.getByRole('link', { name: 'Amount' }).click();
  await page.waitForURL(/\?days=30&order=amount$/);
  await untilCutHomesAre(page, ['Large', 'Steep', 'Long ago', 'Fresh', 'Often']);
  await page.getByRole('link', { name: 'Number of cuts' }).click();
  await page.getByRole('heading', { name: 'The most cuts of one home in the last 30 days: 3' }).waitFor();
  await page.getByRole('link', { name: '24 hours' }).click();
  await untilCutHomesAre(page, ['Fresh']);
  await page.goBack();
  await page.waitForURL(/\?days=30&order=cuts$/);
});

test('where nothing was cut it says so, and leads to a longer time and to all homes', theBrowser, async () => {
  const page = await site.world.browser.open(`${site.address}?days=1&city=Perpignan&type=HOUSE`);
  await page.getByRole('heading', { name: 'No price was cut in Perpignan in the last 24 hours' }).waitFor();
  await page.getByText('Only this type was looked at: House.').waitFor();
  await page.getByRole('link', { name: 'Look at 7 days' }).click();
  await untilCutHomesAre(page, ['Large']);
  await page.goto(`${site.address}?days=1&city=Perpignan`);
  await page.getByRole('link', { name: 'Look at all homes' }).click();
  await untilCutHomesAre(page, ['Fresh']);
});

test('of a place that has no home it is said which, and how to choose another', theBrowser, async () => {
  const page = await site.world.browser.open(`${site.address}?city=Perpinyan`);
  await page.getByText('There is no listing in “Perpinyan”').waitFor();
  await page.getByText('places that have listings are suggested as you type').waitFor();
  assert.equal(await page.getByRole('link', { name: 'Look at 30 days' }).count(), 0);
  await page.getByRole('link', { name: 'Look at all homes' }).click();
  await untilCutHomesAre(page, cutInAWeek);
});
