import assert from 'node:assert/strict';
import { test } from 'node:test';
import { assertAccessible } from '../../support/page/axe.ts';
import { noBrowser } from '../../support/page/browser.ts';
import { hasFocus } from '../../support/page/keyboard.ts';
import { servedPage } from '../../support/page/page-world.ts';
import { someHome } from '../../support/page/some-home.ts';

const theBrowser = { skip: noBrowser };

const site = servedPage({ path: '/1/prices?range=1y', fill: async (api) => void (await someHome(api)) });

/** How browsers say no. */
const refusals = {
  'without a permission':
    'navigator.clipboard.writeText = () => Promise.reject(new DOMException("no", "NotAllowedError"));',
  'where the page does not come by TLS': 'delete Navigator.prototype.clipboard;',
};

for (const [when, refusal] of Object.entries(refusals)) {
  test(`a link that cannot be copied is shown, selected: ${when}`, theBrowser, async () => {
    const page = await site.world.browser.open('about:blank');
    await page.addInitScript(refusal);
    await page.goto(site.address);
    const copy = page.getByRole('button', { name: 'Copy link' });
    await copy.click();
    const dialog = page.getByRole('dialog', { name: 'The link was not copied' });
    const link = dialog.getByLabel('Link', { exact: true });
    await hasFocus(page, link);
    assert.equal(await page.evaluate('getSelection().toString()'), site.address);
    await assertAccessible(page);
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
    await hasFocus(page, copy);
  });
}

test('a link that is copied is said to be', theBrowser, async () => {
  const page = await site.world.browser.open('about:blank');
  await page.addInitScript('navigator.clipboard.writeText = async (text) => { window.copied = text; };');
  await page.goto(site.address);
  await page.getByRole('button', { name: 'Copy link' }).click();
  await page.getByRole('button', { name: 'Link copied' }).waitFor();
  assert.equal(await page.evaluate('window.copied'), site.address);
});
