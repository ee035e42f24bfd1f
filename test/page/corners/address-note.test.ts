import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Page } from 'playwright-core';
import { noBrowser } from '../../support/page/browser.ts';
import { servedPage } from '../../support/page/page-world.ts';
import { cutHome } from '../../support/page/prices.ts';

const theBrowser = { skip: noBrowser };
const served = servedPage({ path: '' });

const told = (page: Page) => page.getByRole('status').filter({ hasText: 'The address asks for' });

type Case = { address: string; says: string; choose: (page: Page) => Promise<unknown> };

const cases: readonly Case[] = [
  {
    address: '/drops?days=999&order=percent',
    says: 'The address asks for what there is not: days=999. Shown instead: the last 7 days.',
    choose: (page) => page.getByRole('link', { name: '30 days' }).click(),
  },
  {
    address: '/changes?listing=abc',
    says: 'The address asks for what there is not: listing=abc. Shown instead: all listings.',
    choose: (page) => page.getByRole('link', { name: 'Edits' }).click(),
  },
  {
    address: '/?price_max=abc&sort=foo',
    says: 'The address asks for what there is not: price_max=abc and sort=foo. Shown instead: any price and the latest change first.',
    choose: (page) => page.getByRole('combobox', { name: 'Type' }).selectOption('HOUSE'),
  },
  {
    address: '/market?metric=zzz',
    says: 'The address asks for what there is not: metric=zzz.',
    choose: (page) => page.getByRole('combobox', { name: 'Period' }).selectOption('year'),
  },
  {
    address: `/market?place=FR,, Lyon&rooms=${'🏠'.repeat(50)}`,
    says: `The address asks for what there is not: rooms=${'🏠'.repeat(34)}…. Shown instead: any number of rooms.`,
    choose: (page) => page.getByRole('combobox', { name: 'Period' }).selectOption('year'),
  },
];

for (const { address, says, choose } of cases) {
  test(`${address}: what is no choice is said, until one chooses something`, theBrowser, async () => {
    const page = await served.world.browser.open(`${served.world.api.base}${address}`);
    await told(page).waitFor();
    assert.equal((await told(page).textContent())?.trim(), says);
    await choose(page);
    await told(page).waitFor({ state: 'detached' });
  });
}

test('an address that is a choice says nothing', theBrowser, async () => {
  const page = await served.world.browser.open(`${served.world.api.base}/drops?days=7&order=cuts&rows=20`);
  await page.getByText('There are no market figures here').waitFor(); // it is asked for once all else is there
  assert.equal(await told(page).count(), 0);
});

test('the page of a listing says so, too', theBrowser, async () => {
  const { api, browser } = served.world;
  const { path } = await cutHome(api, 'Flat at a wrong address');
  const page = await browser.open(`${api.base}${path}?range=foo&zero=maybe`);
  await told(page).waitFor();
  assert.equal(
    (await told(page).textContent())?.trim(),
    'The address asks for what there is not: range=foo and zero=maybe.',
  );
  await page.getByRole('link', { name: '1 year' }).click();
  await told(page).waitFor({ state: 'detached' });
});
