import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import type { Page } from 'playwright-core';
import { noBrowser } from '../support/page/browser.ts';
import { hasFocus, tabTo } from '../support/page/keyboard.ts';
import { fillMarket } from '../support/page/market-homes.ts';
import { servedPage } from '../support/page/page-world.ts';

const theBrowser = { skip: noBrowser };

const site = servedPage({ path: '/market', withLake: true, fill: fillMarket });

const perpignan = '?place=FR%2C%2CPerpignan';
const finding = (page: Page, text: string | RegExp) => page.getByRole('heading', { level: 1 }).getByText(text);
/** The last one that has ended, as the page writes it. */
const lastMonth = new Intl.DateTimeFormat('en-US', { month: 'short', year: 'numeric', timeZone: 'UTC' }).format(
  Date.UTC(new Date().getUTCFullYear(), new Date().getUTCMonth() - 1),
);
const chart = (page: Page) => page.getByRole('application');

test('the finding says how the market moved, of which a band is drawn', theBrowser, async () => {
  const page = await site.world.browser.open(`${site.address}${perpignan}`);
  await finding(page, `Asking prices per m² in Perpignan fell 10.0% in 3 years to ${lastMonth}`).waitFor();
  await chart(page).waitFor();
  await page.getByText('Half of the homes are within the band, a quarter above it, a quarter below.').waitFor();
  await page.getByText(/has not ended: its figure is the one so far/).waitFor();
  await page.getByText(/With all that was recorded by /).waitFor();
});

test('places are compared, and the address keeps them', theBrowser, async () => {
  const page = await site.world.browser.open(`${site.address}${perpignan}`);
  const input = page.getByLabel('City or postal code');
  await input.fill('lyo');
  await page.getByRole('option', { name: /Lyon/ }).first().click();
  await page.waitForURL(/place=FR%2C%2CPerpignan&place=FR%2C/);
  await finding(
    page,
    /^Asking prices per m² in 3 years to .*: from −10\.0% \(Perpignan\) to \+20\.0% \(.*Lyon\)$/,
  ).waitFor();
  assert.equal(await page.getByText('Half of the homes are within the band').count(), 0);
  await page.reload();
  await finding(page, /Lyon/).waitFor();
  await page.getByRole('button', { name: 'Remove Perpignan' }).click();
  await finding(page, /Lyon rose 20\.0% in 3 years to /).waitFor();
});

test('what is the same of several places is said once', theBrowser, async () => {
  const page = await site.world.browser.open(`${site.address}${perpignan}&place=FR,,Lyon&measure=on_offer`);
  await finding(page, `Homes on offer in 3 years to ${lastMonth}: 0.0% (Perpignan and Lyon)`).waitFor();
  await page.getByLabel('Measure').selectOption({ label: 'New homes' });
  await finding(page, `${lastMonth}: new homes, 0 (Perpignan and Lyon)`).waitFor();
});

test('lines of the index say of when they are 100', theBrowser, async () => {
  const page = await site.world.browser.open(`${site.address}${perpignan}&place=FR,,Lyon&measure=index`);
  await page.getByText(/^All of them are 100 at the start of [A-Z][a-z]{2} \d{4}\.$/).waitFor();
});

test('a place that nothing is known of is said to be so', theBrowser, async () => {
  const page = await site.world.browser.open(`${site.address}${perpignan}&place=,,Atlantis`);
  await page.getByText('Nothing is known of Atlantis: no home like that was on offer there in this time.').waitFor();
});

test('a measure, a period and a time are chosen, and the address keeps them', theBrowser, async () => {
  const page = await site.world.browser.open(`${site.address}${perpignan}`);
  await page.getByLabel('Measure').selectOption({ label: 'Homes on offer' });
  await finding(page, /^As many homes are on offer in Perpignan as before: no change in 3 years to /).waitFor();
  await page.getByLabel('Period').selectOption('quarter');
  await page.getByLabel('1Y: one year').check();
  await finding(page, /no change in 12 months to Q\d \d{4}$/).waitFor();
  assert.match(new URL(page.url()).search, /^\?measure=on_offer&period=quarter&span=1y&place=/);
});

test('the chart is read period by period with the keyboard', theBrowser, async () => {
  const page = await site.world.browser.open(`${site.address}${perpignan}`);
  await tabTo(page, chart(page));
  const readOut = chart(page).locator('[aria-live]');
  const told = async (key: string, text: RegExp) => {
    await page.keyboard.press(key);
    await readOut.getByText(text).first().waitFor();
  };
  await told('End', /so far$/);
  await readOut.getByText(/€2,070, half between €1,935 and €2,205, 7 homes on offer/).waitFor();
  const latest = await readOut.innerText();
  await told('Home', /^€2,300/);
  const first = await readOut.innerText();
  await told('ArrowRight', /€2,300/);
  await page.keyboard.press('ArrowLeft');
  assert.equal(await readOut.innerText(), first);
  await told('End', /so far$/);
  await page.keyboard.press('PageUp');
  await told('PageDown', /so far$/);
  assert.equal(await readOut.innerText(), latest);
  await page.keyboard.press('Escape');
  await readOut.getByText(/./).waitFor({ state: 'detached' });
});

test('a place is chosen and the table opened by keyboard alone', theBrowser, async () => {
  const page = await site.world.browser.open(site.address);
  await tabTo(page, page.getByLabel('City or postal code'));
  await page.keyboard.type('perp');
  await page
    .getByRole('option', { name: /Perpignan/ })
    .first()
    .waitFor();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await finding(page, /Perpignan fell 10\.0% in 3 years to /).waitFor();
  assert.ok(await page.getByLabel('City or postal code').evaluate((input) => input.matches(':focus')));
  await tabTo(page, page.locator('summary'));
  await page.keyboard.press('Enter');
  const rows = page.locator('tbody').getByRole('row');
  assert.match((await rows.first().textContent()) ?? '', /, so far2,0701,9352,2057$/);
  assert.match((await rows.last().textContent()) ?? '', /2,3002,1502,4507$/);
  await tabTo(page, page.getByRole('region', { name: /./ }).filter({ has: page.locator('table') }));
});

test('the last place that there is room for is added by keyboard, and stays', theBrowser, async () => {
  const page = await site.world.browser.open(`${site.address}${perpignan}&place=FR,,Lyon&place=FR,,Atlantis`);
  const input = page.getByRole('combobox', { name: 'Add a city or postal code' });
  await page.getByText('Up to 4 places are compared.').waitFor();
  assert.match((await input.getAttribute('aria-describedby')) ?? '', /./);
  await tabTo(page, input);
  await page.keyboard.type('nic');
  await page.getByRole('option', { name: /Nice/ }).waitFor();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Remove Nice' }).waitFor();
  const full = page.getByText('These are 4 places, and no more are compared: remove one to add another.');
  await hasFocus(page, full);
  await page.keyboard.press('Enter');
  assert.equal(await page.getByRole('button', { name: /^Remove / }).count(), 4);
  assert.equal(new URL(page.url()).searchParams.getAll('place').length, 4);
  assert.equal(await input.count(), 0);
});

test('the figures are saved as CSV, and the chart as PNG', theBrowser, async () => {
  const page = await site.world.browser.open(`${site.address}${perpignan}`);
  await chart(page).waitFor();
  const save = async (button: string) =>
    (await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: button }).click()]))[0];
  const csv = await save('Save CSV');
  assert.match(csv.suggestedFilename(), /^market-fr-perpignan-\d{4}-\d\d-\d\d\.csv$/);
  const lines = (await readFile(await csv.path(), 'utf8')).trim().split(/\r?\n/);
  assert.equal(lines[0], 'period,country,city,median_price_per_m2,p25_price_per_m2,p75_price_per_m2,count');
  assert.match(lines[1] ?? '', /^\d{4}-\d\d-01,FR,Perpignan,2300,2150,2450,7$/);
  assert.match(lines.at(-1) ?? '', /^\d{4}-\d\d-01,FR,Perpignan,2070,1935,2205,7$/);
  assert.match((await save('Save PNG')).suggestedFilename(), /^market-fr-perpignan-.*\.png$/);
});
