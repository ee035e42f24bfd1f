import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Page } from 'playwright-core';
import { someListing } from '../../support/listings.ts';
import { noBrowser } from '../../support/page/browser.ts';
import { cutInAWeek, fillCutHomes, untilCutHomesAre } from '../../support/page/cut-homes.ts';
import { fillForm, someTexts } from '../../support/page/listing-form.ts';
import { servedPage } from '../../support/page/page-world.ts';

const theBrowser = { skip: noBrowser };
const dayMs = 86_400_000;
const site = servedPage({ path: '', withLake: true, fill: fillCutHomes });
const timezoneId = 'UTC';

/** Opens a page in a browser whose clock is off. */
async function open(path: string, days: number): Promise<Page> {
  const page = await site.world.browser.open('about:blank', { timezoneId });
  // What is asked before any answer told the time.
  site.world.browser.mayFail(page, /^(404|422) \/(listings\/\d+(\/prices)?|market\/movers)$/);
  await page.clock.install({ time: Date.now() + days * dayMs });
  await page.goto(`${site.address}${path}`);
  return page;
}

function today(): string {
  return new Date().toISOString().slice(0, 10);
}

/** The address of the home that was cut today. */
async function freshHome(): Promise<string> {
  const { body } = await site.world.api.call('GET', '/listings?q=Fresh');
  return `/${body[0].id}/prices`;
}

for (const days of [3, -3]) {
  test(`cuts of a day and of a week are found by a browser whose clock is ${days} days off`, theBrowser, async () => {
    const page = await open('/drops?days=1', days);
    await untilCutHomesAre(page, ['Fresh']);
    await page.getByRole('link', { name: '7 days' }).click();
    await page.getByRole('heading', { name: /in the last 7 days: −25/ }).waitFor();
    await untilCutHomesAre(page, cutInAWeek);
    await page.goto(`${site.address}/?dropped=1`);
    await page.getByRole('link', { name: 'Fresh' }).waitFor();
    assert.equal(await page.locator('tbody tr').count(), 1);
  });

  test(`a listing is shown as of today by a browser whose clock is ${days} days off`, theBrowser, async () => {
    const day = today();
    const page = await open(`${await freshHome()}?as_of=${day}&known=${day}`, days);
    await page.getByText('On offer for 40 days.').waitFor();
    const listing = page.getByRole('region', { name: 'The listing' });
    await listing.getByText('€380,000').waitFor();
    for (const label of ['As of', 'As it was known on']) {
      const last = await page.getByLabel(label, { exact: true }).getAttribute('max');
      assert.ok(last === day || last === today(), `${label}: ${last}`); // it may be past midnight by now
    }
    assert.equal((await page.getByRole('alert').allTextContents()).join(''), '');
  });

  test(
    `unsaved work of today is of today once a browser whose clock is ${days} days off is told`,
    theBrowser,
    async () => {
      const { call } = site.world.api;
      await call('POST', '/listings', someListing({ reference: `taken ${days}` }));
      const page = await open('/', days);
      site.world.browser.mayFail(page, '409 /listings');
      await page.getByRole('link', { name: 'Fresh' }).waitFor();
      await page.getByRole('link', { name: 'New listing' }).click();
      await fillForm(page, { ...someTexts, 'Reference (optional)': `taken ${days}` });
      await page.getByText('What you type is kept in this browser.').waitFor();
      await page.reload();
      await page.getByText(/Your unsaved changes from .*\d{4}.* are here/).waitFor();
      await page.getByRole('button', { name: 'Create listing' }).click();
      await page.getByText(/Your unsaved changes from \d\d?:\d\d( [ap]m)? are here/i).waitFor();
    },
  );

  test(`the market is told to the last period by a browser whose clock is ${days} days off`, theBrowser, async () => {
    const page = await open('/market?measure=on_offer&period=week&span=1y', days);
    await page.locator('figure svg').first().waitFor();
    const asked = page.getByRole('link', { name: 'This as data' });
    const from = new URL((await asked.getAttribute('href')) ?? '', site.address).searchParams.get('from');
    const right = await open('/market?measure=on_offer&period=week&span=1y', 0);
    await right.getByRole('link', { name: 'This as data' }).waitFor();
    const rightly = (await right.getByRole('link', { name: 'This as data' }).getAttribute('href')) ?? '';
    assert.equal(from, new URL(rightly, site.address).searchParams.get('from'));
  });
}
