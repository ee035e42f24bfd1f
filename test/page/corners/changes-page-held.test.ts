import assert from 'node:assert/strict';
import { test } from 'node:test';
import { addListings } from '../../support/listing-rows.ts';
import { noBrowser } from '../../support/page/browser.ts';
import {
  assertEachOnce,
  countEach,
  createNamed,
  entries,
  untilLive,
  untilPainted,
} from '../../support/page/feed-page.ts';
import { tabTo } from '../../support/page/keyboard.ts';
import { servedPage } from '../../support/page/page-world.ts';
import { untilCaughtUp } from '../../support/until-caught-up.ts';

const theBrowser = { skip: noBrowser };

const site = servedPage({
  path: '/changes',
  fill: async (api) => {
    await addListings(api, 60, { name: 'Flat of before' });
    await untilCaughtUp(api);
  },
});

test('a pause holds back what comes, says how much it is, and lets it go', theBrowser, async () => {
  const page = await site.world.browser.open(site.address);
  await untilLive(page);
  await page.getByRole('button', { name: 'Pause' }).click();
  await page.getByRole('status').getByText('Paused').waitFor();
  await createNamed(site.world.api, ['Flat held back 1']);
  await page.getByRole('button', { name: '1 new change', exact: true }).waitFor();
  await createNamed(site.world.api, ['Flat held back 2']);
  await page.getByRole('button', { name: '2 new changes' }).waitFor();
  assert.deepEqual(await countEach(page, ['Flat held back 1', 'Flat held back 2']), [0, 0]);
  await page.getByRole('button', { name: 'Resume' }).click();
  await entries(page).first().getByText('Flat held back 2').waitFor();
  await untilLive(page);
  assert.equal(await page.getByRole('button', { name: /new change/ }).count(), 0);
  await assertEachOnce(page, ['Flat held back 1', 'Flat held back 2']);
});

test('what is held back is shown when asked by keyboard, and the pause stays', theBrowser, async () => {
  const page = await site.world.browser.open(site.address);
  await untilLive(page);
  await tabTo(page, page.getByRole('button', { name: 'Pause' }));
  await page.keyboard.press('Enter');
  await createNamed(site.world.api, ['Flat asked for']);
  const waiting = page.getByRole('button', { name: '1 new change', exact: true });
  await tabTo(page, waiting);
  await page.keyboard.press('Enter');
  await entries(page).first().getByText('Flat asked for').waitFor();
  await createNamed(site.world.api, ['Flat of later']);
  await waiting.waitFor();
  await page.getByRole('status').getByText('Paused').waitFor();
  await tabTo(page, entries(page).first().getByRole('link', { name: 'Flat asked for' }));
});

test('away from the top nothing moves, and what came is offered', theBrowser, async () => {
  const page = await site.world.browser.open(site.address);
  await untilLive(page);
  const read = entries(page).nth(40);
  await read.scrollIntoViewIfNeeded();
  await untilPainted(page);
  const before = await read.boundingBox();
  await createNamed(site.world.api, ['Flat above 1', 'Flat above 2']);
  const offer = page.getByRole('button', { name: '2 new changes' });
  await offer.waitFor();
  assert.deepEqual(await read.boundingBox(), before);
  assert.deepEqual(await countEach(page, ['Flat above']), [0]);
  await offer.click();
  await entries(page).first().getByText('Flat above 2').waitFor();
  assert.equal(await page.locator('html').evaluate(({ scrollTop }) => scrollTop), 0);
  await assertEachOnce(page, ['Flat above 1', 'Flat above 2']);
});

test('who is among the changes by keyboard keeps the place', theBrowser, async () => {
  const page = await site.world.browser.open(site.address);
  await untilLive(page);
  const link = entries(page).first().getByRole('link').first();
  await tabTo(page, link);
  await createNamed(site.world.api, ['Flat that waits']);
  await page.getByRole('button', { name: '1 new change', exact: true }).waitFor();
  assert.ok(await link.evaluate((element) => element.matches(':focus')));
  await page.keyboard.press('Shift+Tab');
  await entries(page).first().getByText('Flat that waits').waitFor();
});
