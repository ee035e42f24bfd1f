import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createApiKey, revokeApiKey } from '../../src/access/manage-keys.ts';
import { assertAccessible } from '../support/page/axe.ts';
import { noBrowser } from '../support/page/browser.ts';
import { hasFocus } from '../support/page/keyboard.ts';
import { servedPage } from '../support/page/page-world.ts';
import { cutHome } from '../support/page/prices.ts';

const theBrowser = { skip: noBrowser };

let path: string;
let id: number;
let key: string;
const site = servedPage({
  path: '',
  guard: { anonymous: 'reader', opensWithoutKeys: true },
  fill: async (api) => {
    ({ path, id } = await cutHome(api, 'Flat with a lock'));
    key = (await createApiKey(api.db, { role: 'writer', name: 'agent', expires: undefined })).text;
  },
});

test(
  'a price is changed once a key was given, which is asked for then, and forgotten when told so',
  theBrowser,
  async () => {
    const page = await site.world.browser.open(`${site.address}${path}`);
    site.world.browser.mayFail(page, `401 /listings/${id}`, '401 /changes');
    await page.getByLabel('New price, €').fill('360,000');
    await page.keyboard.press('Enter');
    const dialog = page.getByRole('dialog', { name: 'A key is needed' });
    await dialog.waitFor();
    await assertAccessible(page);
    await dialog.getByLabel('Key').fill(`pt_000000000000_${'A'.repeat(43)}`);
    await page.keyboard.press('Enter');
    await dialog.getByText('The key of before does not count').waitFor();
    await dialog.getByLabel('Key').fill(`“${key}”`);
    await page.keyboard.press('Enter');
    await dialog.getByText('No key has quotes, spaces or such signs in it.').waitFor();
    await hasFocus(page, dialog.getByLabel('Key'));
    await dialog.getByLabel('Key').fill(key);
    await page.keyboard.press('Enter');
    await page.getByText('Price changed to €360,000.').waitFor();
    const [change] = await site.world.api.sql<{ actor: string }>(
      'SELECT actor FROM listing_change ORDER BY feed_key DESC, feed_seq DESC LIMIT 1',
    );
    assert.equal(change?.actor, 'key:agent');
    await page.reload();
    await page.getByRole('button', { name: 'Forget my key' }).click();
    await page.getByRole('button', { name: 'Forget my key' }).waitFor({ state: 'detached' });
  },
);

test('who has no key goes on reading, and is asked again by the next write', theBrowser, async () => {
  await revokeApiKey(site.world.api.db, 'agent');
  const page = await site.world.browser.open(`${site.address}${path}`);
  const dialog = page.getByRole('dialog', { name: 'A key is needed' });
  site.world.browser.mayFail(page, `401 /listings/${id}`);
  await page.getByLabel('New price, €').fill('350,000');
  await page.keyboard.press('Enter');
  await dialog.getByRole('button', { name: 'Go on without' }).click();
  await dialog.waitFor({ state: 'detached' });
  await page.getByText('€360,000').first().waitFor();
  await page.getByRole('button', { name: 'Enter a key' }).click();
  await dialog.waitFor();
});
