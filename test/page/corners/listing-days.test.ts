import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Page } from 'playwright-core';
import { silently } from '../../support/examined.ts';
import { desktop, noBrowser, phone } from '../../support/page/browser.ts';
import { hasFocus } from '../../support/page/keyboard.ts';
import { servedPage } from '../../support/page/page-world.ts';
import { cutHome, daysAgo, priceRow } from '../../support/page/prices.ts';

const theBrowser = { skip: noBrowser };

const site = servedPage({
  path: '/1/prices',
  fill: async (api) => {
    await cutHome(api, 'Flat with a past');
    // Its prices became known as they were asked.
    const isPast = 'effective_at < (SELECT max(effective_at) FROM listing_price)';
    await silently(api, `UPDATE listing_price SET recorded_at = effective_at WHERE ${isPast}`);
  },
});

const day = (days: number) => daysAgo(days).slice(0, 10);
const facts = (page: Page) => page.getByRole('region', { name: 'The listing' });
const prices = (page: Page) => page.getByRole('region', { name: 'Prices' });
const busy = '[aria-busy="true"]';

/** Has what is asked about a time wait until it is let go. @returns what lets it go */
async function holdBack(page: Page, asked: RegExp): Promise<() => void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  await page.route(asked, async (route) => {
    await promise;
    await route.continue();
  });
  return resolve;
}

const inWords = (text: string) =>
  new Date(`${text}T12:00Z`).toLocaleDateString('en-GB', { dateStyle: 'medium', timeZone: 'UTC' });

test('until another day is read, what stands there says of which day it is', theBrowser, async () => {
  const page = await site.world.browser.open(`${site.address}?as_of=${day(75)}`);
  const listing = facts(page);
  await listing.getByText(/€400,000\s*\(now: €370,000\)/).waitFor();
  const letGo = await holdBack(page, new RegExp(`as_of=${day(20)}`));
  await page.getByLabel('As of').fill(day(20));
  await listing
    .locator(busy)
    .getByText(`Loading ${inWords(day(20))} …`)
    .waitFor();
  await listing.getByRole('heading', { name: `As it was on ${inWords(day(75))}` }).waitFor();
  await listing.getByText(/€400,000/).waitFor();
  letGo();
  await listing.getByRole('heading', { name: `As it was on ${inWords(day(20))}` }).waitFor();
  await listing.getByText(/€390,000\s*\(now: €370,000\)/).waitFor();
  assert.equal(await listing.locator(busy).count(), 0);
});

test('until the first day is read, the facts of now are not called those of that day', theBrowser, async () => {
  const page = await site.world.browser.open(site.address);
  const listing = facts(page);
  await listing.getByText('€370,000').waitFor();
  const letGo = await holdBack(page, /as_of=/);
  await page.getByLabel('As of').fill(day(75));
  await listing.locator(busy).waitFor();
  await listing.getByRole('heading', { name: 'The listing' }).waitFor();
  letGo();
  await listing.getByText(/€400,000\s*\(now: €370,000\)/).waitFor();
});

test('a day that cannot be read does not show those of another one', theBrowser, async () => {
  const page = await site.world.browser.open(`${site.address}?as_of=${day(75)}`);
  site.world.browser.mayFail(page, '500 /listings/1', '500 /listings/1/prices');
  await facts(page).getByText('€400,000').waitFor();
  await priceRow(page, '€370,000').waitFor();
  await page.route(/as_of=|known_at=/, (route) => route.fulfill({ status: 500 }));
  await page.getByLabel('As of').fill(day(20));
  await facts(page).getByRole('alert').getByText('The service failed.', { exact: true }).waitFor();
  await facts(page)
    .getByRole('heading', { name: `As it was on ${inWords(day(20))}` })
    .waitFor();
  assert.equal(await facts(page).getByRole('definition').count(), 0);
  await page.getByLabel('As it was known on').fill(day(20));
  await prices(page).getByRole('alert').getByText('The service failed.', { exact: true }).waitFor();
  assert.equal(await prices(page).getByRole('row').count(), 0);
  assert.equal(await prices(page).getByRole('figure').count(), 0);
  await page.unroute(/as_of=|known_at=/);
  await prices(page).getByRole('button', { name: 'Try again' }).click();
  await priceRow(page, '€390,000').waitFor();
});

test('until what was known on another day is read, the prices of before are seen to be old', theBrowser, async () => {
  const page = await site.world.browser.open(site.address);
  await prices(page).getByRole('button', { name: 'Correct' }).first().waitFor();
  const letGo = await holdBack(page, /known_at=/);
  await page.getByLabel('As it was known on').fill(day(20));
  await prices(page)
    .locator(busy)
    .getByText(`Loading ${inWords(day(20))} …`)
    .waitFor();
  assert.equal(await prices(page).getByRole('button', { name: 'Correct' }).count(), 0);
  assert.ok(await prices(page).getByRole('button', { name: 'Save CSV' }).isDisabled());
  letGo();
  await priceRow(page, '€370,000').waitFor({ state: 'detached' });
  assert.equal(await prices(page).locator(busy).count(), 0);
});

for (const reader of [desktop, { ...phone, viewport: { width: 360, height: 780 } }]) {
  test(
    `it says what is of then and what is of now, and moves nothing by that, at ${reader.viewport?.width} px`,
    theBrowser,
    async () => {
      const page = await site.world.browser.open(`${site.address}?as_of=${day(20)}`, reader);
      await prices(page).getByRole('heading', { name: 'Prices', exact: true }).waitFor();
      const topOf = async () => (await prices(page).getByRole('figure').boundingBox())?.y;
      const top = await topOf();
      const letGo = await holdBack(page, /known_at=/);
      await page.getByLabel('As it was known on').fill(day(20));
      await prices(page).locator(busy).waitFor();
      await prices(page).getByRole('heading', { name: 'Prices', exact: true }).waitFor(); // those of before stay
      letGo();
      const then = `As known on ${inWords(day(20))}`;
      await prices(page).getByRole('heading', { name: then }).waitFor();
      await prices(page).getByText('The price at the top is of now.').waitFor();
      await facts(page)
        .getByRole('heading', { name: `As it was on ${inWords(day(20))}` })
        .waitFor();
      await facts(page).getByText(then).waitFor();
      assert.equal(await topOf(), top);
      await prices(page).getByRole('button', { name: 'Back to today' }).click();
      await prices(page).getByRole('heading', { name: 'Prices', exact: true }).waitFor();
      assert.equal(await page.getByText('The price at the top is of now.').count(), 0);
      assert.equal(await topOf(), top);
    },
  );
}

for (const [search, says] of [
  ['as_of=2999-01-01', '1 Jan 2999 has not come yet'],
  ['as_of=2026-02-30', '“2026-02-30” is no day'],
  ['as_of=yesterday', '“yesterday” is no day'],
  ['as_of=0020-01-01', '“0020-01-01” is no day'],
] as const) {
  test(
    `an address with ${search} says what is wrong with it, shows no other day, and leads back`,
    theBrowser,
    async () => {
      const page = await site.world.browser.open(`${site.address}?range=1y&${search}`);
      const listing = facts(page);
      await listing.getByRole('alert').getByText(says).waitFor();
      await prices(page).getByRole('figure').waitFor();
      assert.equal(await listing.getByRole('definition').count(), 0);
      await listing.getByRole('button', { name: 'Back to today' }).click();
      await page.waitForURL(/\?range=1y$/);
      await listing.getByText('€370,000').waitFor();
      await hasFocus(page, page.getByLabel('As of'));
    },
  );
}

test('of the knowledge of a day that is none nothing is shown, and one can go back', theBrowser, async () => {
  const page = await site.world.browser.open(`${site.address}?as_of=${day(20)}&known=soon`);
  for (const part of [facts(page), prices(page)]) await part.getByRole('alert').getByText('“soon” is no day').waitFor();
  assert.equal(await prices(page).getByRole('row').count(), 0);
  await prices(page).getByRole('button', { name: 'Back to today' }).click();
  await hasFocus(page, page.getByLabel('As it was known on'));
  await priceRow(page, '€370,000').waitFor();
  await facts(page)
    .getByText(/€390,000/)
    .waitFor();
});

test('a day to come that is typed is told to be one', theBrowser, async () => {
  const page = await site.world.browser.open(site.address);
  for (const [label, part] of [
    ['As of', facts(page)],
    ['As it was known on', prices(page)],
  ] as const) {
    await page.getByLabel(label).focus();
    await page.keyboard.type('01012999');
    await part.getByRole('alert').getByText('1 Jan 2999 has not come yet').waitFor();
  }
});

test('where nothing was known yet it says from when on there was', theBrowser, async () => {
  const { body } = await site.world.api.call('GET', '/changes?listing_id=1&kind=created');
  const page = await site.world.browser.open(`${site.address}?known=2001-01-01`, { timezoneId: 'UTC' });
  await prices(page)
    .getByText(`The first day on which something was is ${inWords(body[0].recorded_at.slice(0, 10))}.`)
    .waitFor();
});
