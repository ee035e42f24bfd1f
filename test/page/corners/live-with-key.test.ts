import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Page } from 'playwright-core';
import { createApiKey } from '../../../src/access/manage-keys.ts';
import { noBrowser } from '../../support/page/browser.ts';
import { assertEachOnce, createNamed, entries, untilLive } from '../../support/page/feed-page.ts';
import { servedPage } from '../../support/page/page-world.ts';
import type { TestApi } from '../../support/test-api.ts';
import { until } from '../../support/until.ts';

const theBrowser = { skip: noBrowser };

let key: string;
let writer: TestApi;
/** Who has no key reads nothing. */
const site = servedPage({
  path: '/changes',
  guard: { anonymous: undefined, opensWithoutKeys: false },
  fill: async (api) => {
    key = (await createApiKey(api.db, { role: 'writer', name: 'agent', expires: undefined })).text;
    const call: TestApi['call'] = async (method, path, body, headers) =>
      await api.call(method, path, body, { authorization: `Bearer ${key}`, ...headers });
    writer = { ...api, call };
  },
});

const dialogOn = (page: Page) => page.getByRole('dialog', { name: 'A key is needed' });

async function giveKey(page: Page): Promise<void> {
  await dialogOn(page).getByLabel('Key').fill(key);
  await page.keyboard.press('Enter');
}

test('where a key is needed to read, changes come live once it was given', theBrowser, async () => {
  const page = await site.world.browser.open(site.address);
  site.world.browser.mayFail(page, '401 /changes');
  await giveKey(page);
  await untilLive(page);
  await createNamed(writer, ['Flat behind a lock']);
  await assertEachOnce(page, ['Flat behind a lock']);
});

test(
  'who goes on without is told that nothing is live, is not asked again, and goes on with a key',
  theBrowser,
  async () => {
    const page = await site.world.browser.open(site.address);
    site.world.browser.mayFail(page, '401 /changes');
    await dialogOn(page).getByRole('button', { name: 'Go on without' }).click();
    const link = page.getByRole('status').getByText('Not live');
    await link.waitFor();
    assert.equal(await dialogOn(page).count(), 0);
    await page.getByRole('button', { name: 'Enter a key' }).click();
    await giveKey(page);
    await untilLive(page);
    await createNamed(writer, ['Flat for who came back']);
    await assertEachOnce(page, ['Flat for who came back']);
    await page.getByRole('button', { name: 'Forget my key' }).click();
    await link.waitFor();
    assert.equal(await dialogOn(page).count(), 0);
    assert.ok((await entries(page).count()) > 0);
  },
);

test('where a key is needed to read, a listing says at once what somebody else made of it', theBrowser, async () => {
  const [id] = await createNamed(writer, ['Flat that is cut']);
  const page = await site.world.browser.open('about:blank');
  site.world.browser.mayFail(page, new RegExp(`^401 /(changes|listings/${id}(/\\w+)?)$`));
  const followed = page.waitForResponse((answer) => answer.url().includes('/changes?') && answer.status() === 200);
  await page.goto(`${site.world.api.base}/${id}/prices`);
  await giveKey(page);
  await page.getByRole('heading', { name: 'Flat that is cut' }).waitFor();
  await followed;
  let price = 90_000;
  await until('a cut is seen', async () => {
    price -= 1; // again, since it may have been made before the stream began
    await writer.call('PATCH', `/listings/${id}`, { latest_price_eur: price });
    return (await page.getByText(/€89,\d{3}/).count()) > 0;
  });
});
