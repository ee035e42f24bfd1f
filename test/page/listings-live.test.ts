import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Page } from 'playwright-core';
import { noBrowser } from '../support/page/browser.ts';
import { servedPage } from '../support/page/page-world.ts';
import { type Home, someHome } from '../support/page/some-home.ts';

const theBrowser = { skip: noBrowser };
let dear: Home;
const site = servedPage({
  path: '/?price_max=200000&sort=latest_price_eur',
  fill: async (api) => {
    await someHome(api, { name: 'Cheap flat', latest_price_eur: 90_000 });
    dear = await someHome(api, { name: 'Dear flat', latest_price_eur: 150_000 });
  },
});

const rows = (page: Page) => page.locator('tbody tr');
const asksAgain = async (page: Page) => await page.clock.runFor(16_000);

/** The page, in a time that a test lets pass. */
async function openHeld(): Promise<Page> {
  const page = await site.world.browser.open('about:blank');
  await page.clock.install();
  await page.goto(site.address);
  await rows(page).nth(1).waitFor();
  await page.getByText('2 listings', { exact: true }).waitFor();
  return page;
}

test(
  'a shown price that others change is shown where its row was, also where it fits no more',
  theBrowser,
  async () => {
    const page = await openHeld();
    const setPrice = async (price: number) =>
      await site.world.api.call('PATCH', `/listings/${dear.id}`, { latest_price_eur: price });
    await setPrice(80_000);
    await asksAgain(page);
    await rows(page).nth(1).getByText('€80,000').waitFor();
    await setPrice(210_000);
    await asksAgain(page);
    await rows(page).nth(1).getByText('€210,000').waitFor();
    assert.equal(await page.getByRole('button', { name: /changed/ }).count(), 0);
    await setPrice(150_000);
  },
);

test('what fits now is offered, and shown when asked for', theBrowser, async () => {
  const page = await openHeld();
  const { id } = await someHome(site.world.api, { name: 'New flat', latest_price_eur: 100_000 });
  const other = await someHome(site.world.api, { name: 'Too dear', latest_price_eur: 300_000 });
  await asksAgain(page);
  const show = page.getByRole('status').getByRole('button', { name: '1 listing changed. Show' });
  await show.waitFor();
  assert.equal(await rows(page).count(), 2);
  await show.press('Enter');
  await rows(page).filter({ hasText: 'New flat' }).waitFor();
  await show.waitFor({ state: 'detached' });
  await page.getByText('3 listings', { exact: true }).waitFor();
  assert.equal(await page.evaluate('document.activeElement.tagName'), 'SECTION');
  for (const each of [id, other.id]) await site.world.api.call('DELETE', `/listings/${each}`);
});

test('a window that nobody looks at asks for nothing', theBrowser, async () => {
  const page = await openHeld();
  const asked: string[] = [];
  page.on('request', (request) => asked.push(request.url()));
  await page.evaluate(`
    Object.defineProperty(document, 'visibilityState', { value: 'hidden' });
    document.dispatchEvent(new Event('visibilitychange'));
  `);
  for (let turn = 0; turn < 4; turn += 1) await asksAgain(page);
  await page.evaluate('fetch("/livez")');
  assert.deepEqual(
    asked.map((url) => new URL(url).pathname),
    ['/livez'],
  );
});
