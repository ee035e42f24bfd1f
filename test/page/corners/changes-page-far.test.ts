import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Page } from 'playwright-core';
import { addListings } from '../../support/listing-rows.ts';
import { noBrowser } from '../../support/page/browser.ts';
import { assertEachOnce, createNamed, entries } from '../../support/page/feed-page.ts';
import { hasFocus } from '../../support/page/keyboard.ts';
import { servedPage } from '../../support/page/page-world.ts';
import { untilCaughtUp } from '../../support/until-caught-up.ts';

const theBrowser = { skip: noBrowser };

/** A price that was changed before more listings came than are looked through at first. */
const site = servedPage({
  path: '/changes?show=prices',
  fill: async (api) => {
    const [id] = await createNamed(api, ['Flat of long ago']);
    await api.call('PATCH', `/listings/${id}`, { latest_price_eur: 90_000 });
    await addListings(api, 7_000);
    await untilCaughtUp(api);
  },
});

const earlier = (page: Page) => page.getByRole('button', { name: 'Earlier changes' });

test('one press leads to the next change that is wanted, however far back it is', theBrowser, async () => {
  const page = await site.world.browser.open(site.address);
  await earlier(page).waitFor();
  assert.equal(await entries(page).count(), 0);
  await earlier(page).click();
  await page.getByText('This is where the kept changes begin.').waitFor();
  await assertEachOnce(page, ['Price cut from €100,000 to €90,000']);
  await hasFocus(page, page.locator(':has(> p)').filter({ hasText: 'This is where the kept changes begin.' }));
});

test('while it is looked far back one sees how far, can stop it, and goes on from there', theBrowser, async () => {
  const page = await site.world.browser.open(site.address);
  await earlier(page).waitFor();
  const held = Promise.withResolvers<void>();
  const asked: string[] = [];
  await page.route(/before=/, async (route) => {
    asked.push(route.request().url());
    if (asked.length === 2) await held.promise;
    await route.continue().catch(() => {}); // it was stopped
  });
  await earlier(page).click();
  await page.getByRole('status').getByText('Looked through 1 page so far').waitFor();
  await page.getByRole('button', { name: 'Stop' }).click();
  await earlier(page).click();
  await page.getByText('This is where the kept changes begin.').waitFor();
  await assertEachOnce(page, ['Price cut from €100,000 to €90,000']);
  assert.equal(asked[2], asked[1]?.replace('limit=1000', 'limit=100'), 'it goes on where it was');
  held.resolve();
});
