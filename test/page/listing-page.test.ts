import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import type { Page } from 'playwright-core';
import { someListing } from '../support/listings.ts';
import { importLines, observationLine } from '../support/observations.ts';
import { assertAccessible } from '../support/page/axe.ts';
import { fitsTheScreen, noBrowser, phone } from '../support/page/browser.ts';
import { hasValue } from '../support/page/has-value.ts';
import { hasFocus } from '../support/page/keyboard.ts';
import { servedPage } from '../support/page/page-world.ts';
import type { TestApi } from '../support/test-api.ts';

const theBrowser = { skip: noBrowser };
const day = 86_400_000;
const daysAgo = (days: number) => new Date(Date.now() - days * day).toISOString();

const site = servedPage({
  path: '/1/prices',
  withLake: true,
  fill: async (api) => {
    await fillCutHome(api);
    await api.lake?.rebuild();
  },
});

/** A home for 400,000 € that was cut to 390,000 € and 370,000 €, with one price corrected and one voided. */
async function fillCutHome({ call }: TestApi): Promise<void> {
  const { body } = await call(
    'POST',
    '/listings',
    someListing({ latest_price_eur: 370_000, name: 'Flat with a past' }),
  );
  const state = async (daysBefore: number, price_eur: number, reason?: string) =>
    await call('PUT', `/listings/${body.id}/prices/${daysAgo(daysBefore)}`, { price_eur, reason });
  await state(90, 400_000);
  const { body: typo } = await state(60, 39_000);
  await call('PUT', `/listings/${body.id}/prices/${typo.effective_at}`, {
    price_eur: 390_000,
    reason: 'a digit was missing',
  });
  const { body: never } = await state(30, 350_000);
  await call('DELETE', `/listings/${body.id}/prices/${never.effective_at}?reason=never+offered`);
  await call('PATCH', `/listings/${body.id}`, { latest_price_eur: 370_000 });
}

/** Of a listing that is younger than the figures. */
const notYet = /^503 \/listings\/\d+\/market$/;
const prices = (page: Page) => page.getByRole('region', { name: 'Prices' });

test('what happened to the price is said in a sentence, and every price stands in a table', theBrowser, async () => {
  const page = await site.world.browser.open(site.address);
  await page
    .getByText(/Down 7\.5% in 2 cuts since .*; lowest so far\./)
    .first()
    .waitFor();
  await page
    .getByText(/On offer for (89|90|91) days\./) // of the reader's calendar, whose clocks may have been set back since
    .first()
    .waitFor();
  const rows = prices(page).getByRole('row');
  assert.deepEqual(
    (await rows.allTextContents()).slice(1).map((row) => /€[\d,]+/.exec(row)?.[0]),
    ['€370,000', '€350,000', '€390,000', '€39,000', '€400,000'],
  );
  await rows.filter({ hasText: 'a digit was missing' }).first().waitFor();
  await rows.filter({ hasText: 'voided on' }).waitFor();
});

test(
  'of very many prices the latest are in the table at first, and all when they are asked for',
  theBrowser,
  async () => {
    const { api } = site.world;
    const line = (n: number) =>
      observationLine('many-prices', daysAgo(200 - n), { latest_price_eur: 300_000 + n * 1_000 });
    await importLines(
      api,
      Array.from({ length: 150 }, (_, n) => line(n)),
    );
    const { body } = await api.call('GET', '/listings?reference=many-prices');
    const page = await site.world.browser.open(`${site.world.api.base}/${body[0].id}/prices`);
    site.world.browser.mayFail(page, notYet);
    const rows = prices(page).locator('tbody').getByRole('row');
    await rows.filter({ hasText: '€449,000' }).waitFor();
    assert.equal(await rows.count(), 100);
    await prices(page).getByRole('button', { name: 'Show all 150 prices' }).click();
    await rows.filter({ hasText: 'first price' }).waitFor();
    assert.equal(await rows.count(), 150);
    await hasFocus(page, rows.nth(100));
  },
);

test('of more prices than a page of the service has, the last is the price of now', theBrowser, async () => {
  const { api } = site.world;
  const { body } = await api.call('POST', '/listings', someListing({ latest_price_eur: 210_049 }));
  await api.sql(
    `INSERT INTO listing_price (listing_id, effective_at, recorded_at, price_eur)
      SELECT $1, at, listing_record_time($1, at), price
      FROM (SELECT now() - n * interval '1 hour' AS at, 200000 + n AS price FROM generate_series(1, 10049) AS n) AS past`,
    [body.id],
  );
  const page = await site.world.browser.open(`${api.base}/${body.id}/prices`);
  site.world.browser.mayFail(page, notYet);
  await prices(page).getByRole('button', { name: 'Show all 10,050 prices' }).waitFor();
  const [newest] = await prices(page).locator('tbody').getByRole('row').allTextContents();
  assert.match(newest ?? '', /€210,049/);
  // Whose country writes numbers in its own way is told also how many there are in that way.
  const swiss = await site.world.browser.open(`${api.base}/${body.id}/prices`, { locale: 'de-CH' });
  site.world.browser.mayFail(swiss, notYet);
  await swiss.getByRole('button', { name: /^Alle 10['’]050 Preise zeigen$/ }).waitFor();
  await swiss
    .getByRole('cell', { name: /210['’]049/ })
    .first()
    .waitFor();
});

test('the chart is read by keyboard, change by change', theBrowser, async () => {
  const page = await site.world.browser.open(site.address);
  const chart = prices(page).locator('figure');
  await chart.locator('svg').first().waitFor();
  await chart.locator('[tabindex="0"]').first().focus();
  await page.keyboard.press('End');
  const readOut = chart.getByRole('status');
  await readOut.getByText(/370,000/).waitFor();
  await page.keyboard.press('Home');
  await readOut.getByText(/400,000/).waitFor();
});

test('a range, zero and the day whose knowledge counts are kept in the address', theBrowser, async () => {
  const page = await site.world.browser.open(site.address);
  await page.getByRole('link', { name: '1 month' }).click();
  await page.waitForURL(/range=1m/);
  await page.getByLabel('From zero').check();
  await page.waitForURL(/range=1m&zero=1/);
  await page.getByLabel('As it was known on').fill('2001-01-01');
  await page.waitForURL(/known=2001-01-01/);
  await page.getByText('Nothing was known of its price then').waitFor();
});

test('the listing is shown as it was on a day, beside what it is now', theBrowser, async () => {
  const page = await site.world.browser.open(`${site.address}?as_of=${daysAgo(75).slice(0, 10)}`);
  site.world.browser.mayFail(page, /^404 \/listings\/\d+$/);
  const listing = page.getByRole('region', { name: 'The listing' });
  await listing.getByText(/€400,000\s*\(now: €370,000\)/).waitFor();
  await listing.getByRole('button', { name: 'Back to today' }).click();
  await page.waitForURL((url) => url.search === '');
  await page.getByLabel('As of').fill('2001-01-01');
  await page.getByText(/It was not listed yet on 1 Jan 2001/).waitFor();
});

test('a day that is typed is asked for once it is whole', theBrowser, async () => {
  const page = await site.world.browser.open(site.address);
  site.world.browser.mayFail(page, '404 /listings/1');
  const asked: string[] = [];
  page.on('request', (request) => /as_of=|known_at=/.test(request.url()) && asked.push(request.url()));
  for (const label of ['As of', 'As it was known on']) {
    await page.getByLabel(label).focus();
    await page.keyboard.type('01012001');
  }
  await page.waitForURL(/as_of=2001-01-01&known=2001-01-01/);
  await page.getByText('Nothing was known of its price then').waitFor();
  await hasValue(page.getByLabel('As of'), '2001-01-01');
  assert.ok(asked.length > 0);
  assert.deepEqual(
    asked.filter((url) => !/(as_of|known_at)=2001-01-01T/.test(url)),
    [],
  );
});

test('what is no whole day gives way to the day that counts', theBrowser, async () => {
  const page = await site.world.browser.open(`${site.address}?as_of=2001-01-01`);
  site.world.browser.mayFail(page, '404 /listings/1');
  await page.getByText(/It was not listed yet on 1 Jan 2001/).waitFor();
  await page.getByLabel('As of').focus();
  for (const key of ['Tab', 'Tab', '2', '0']) await page.keyboard.press(key);
  await hasValue(page.getByLabel('As of'), '0020-01-01');
  await page.getByLabel('From zero').focus();
  await hasValue(page.getByLabel('As of'), '2001-01-01');
  assert.match(page.url(), /as_of=2001-01-01/);
});

test('as of today is asked once, not again with each answer', theBrowser, async () => {
  const page = await site.world.browser.open('about:blank');
  const asked: string[] = [];
  page.on('request', (request) => request.url().includes('as_of=') && asked.push(request.url()));
  const today = new Date().toLocaleDateString('sv-SE', { timeZone: 'Europe/Paris' });
  await page.goto(`${site.address}?as_of=${today}&known=${today}`);
  await page.getByRole('region', { name: 'The listing' }).getByText('Flat with a past').waitFor();
  await page.waitForTimeout(500);
  assert.ok(asked.filter((url) => url.includes('/listings/')).length <= 2, asked.join('\n'));
});

test('a word that has no end pushes nothing beside the screen', theBrowser, async () => {
  const word = 'Donaudampfschifffahrtsgesellschaft'.repeat(8);
  const { body } = await site.world.api.call(
    'POST',
    '/listings',
    someListing({
      name: word,
      latest_price_eur: 999_999_999_999.99,
      postal_address: { ...someListing().postal_address, street_address: word },
    }),
  );
  const page = await site.world.browser.open(`${site.world.api.base}/${body.id}/prices`, phone);
  site.world.browser.mayFail(page, notYet);
  for (const path of [`/${body.id}/prices`, '/?sort=-created_date']) {
    await page.goto(`${site.world.api.base}${path}`);
    await page.getByText(word).first().waitFor();
    assert.ok(await fitsTheScreen(page), path);
  }
});

test('where too few homes are like it, it says so', theBrowser, async () => {
  const page = await site.world.browser.open(site.address);
  const among = page.getByRole('region', { name: 'Among homes like it' });
  await among.getByText('Too few homes like it are on offer to compare its price.').waitFor();
});

test('the chart gets narrower with the window', theBrowser, async () => {
  const page = await site.world.browser.open(site.address);
  await prices(page).locator('figure svg').first().waitFor();
  await page.setViewportSize({ width: 360, height: 740 });
  await page.waitForFunction(`document.querySelector('figure svg').getBoundingClientRect().width < 360`);
  assert.ok(await fitsTheScreen(page));
});

test('the table is saved as CSV, and the chart as PNG', theBrowser, async () => {
  const page = await site.world.browser.open(site.address);
  for (const [button, name] of [
    ['Save CSV', /^flat-with-a-past\.csv$/],
    ['Save PNG', /^flat-with-a-past\.png$/],
  ] as const) {
    await prices(page).locator('figure svg').first().waitFor();
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: button }).click(),
    ]);
    assert.match(download.suggestedFilename(), name);
  }
});

test('a picture that the browser cannot draw is told not to be saved', theBrowser, async () => {
  const page = await site.world.browser.open(site.address);
  await prices(page).locator('figure svg').first().waitFor();
  await page.evaluate('HTMLCanvasElement.prototype.toBlob = (done) => done(null)');
  await page.getByRole('button', { name: 'Save PNG' }).click();
  await page.getByRole('status').getByText('The picture was not saved: your browser could not draw it.').waitFor();
});

test('a table that is saved opens as one in the spreadsheet of the reader', theBrowser, async () => {
  for (const [locale, button, begins] of [
    ['en-GB', 'Save CSV', 'effective_at,recorded_at,price_eur,'],
    ['de-DE', 'CSV speichern', 'effective_at;recorded_at;price_eur;'],
  ] as const) {
    const page = await site.world.browser.open(site.address, { locale });
    await prices(page).or(page.getByRole('figure')).first().waitFor();
    const saved = page.waitForEvent('download');
    await page.getByRole('button', { name: button }).click();
    const text = await readFile(await (await saved).path(), 'utf8');
    assert.ok(text.startsWith(`\uFEFF${begins}`), text.slice(0, 80));
  }
});

test('a listing that is not there says so, and leads to all', theBrowser, async () => {
  const page = await site.world.browser.open(`${site.world.api.base}/999999/prices`);
  site.world.browser.mayFail(page, '404 /999999/prices', /^404 \/listings\/999999(\/(prices|corrections|market))?$/);
  await page.getByRole('heading', { name: 'There is no such listing' }).waitFor();
});

for (const colorScheme of ['light', 'dark'] as const) {
  for (const [what, reader] of [
    ['desktop', {}],
    ['phone', phone],
  ] as const) {
    test(`axe finds nothing: ${what}, ${colorScheme}`, theBrowser, async () => {
      const page = await site.world.browser.open(site.address, { ...reader, colorScheme });
      await prices(page).locator('figure svg').first().waitFor();
      await assertAccessible(page);
      assert.ok(await fitsTheScreen(page));
    });
  }
}

for (const locale of ['en-GB', 'fr-FR', 'de-DE']) {
  test(`on a small phone nothing of the prices and the pages is cut off: ${locale}`, theBrowser, async () => {
    const page = await site.world.browser.open(site.address, {
      ...{ ...phone, viewport: { width: 360, height: 740 } },
      locale,
    });
    await page.locator('tbody tr').first().waitFor();
    for (const part of ['div:has(> table)', 'header nav']) {
      const fits = await page.locator(part).evaluate(({ scrollWidth, clientWidth }) => scrollWidth <= clientWidth);
      assert.ok(fits, part);
    }
  });
}
