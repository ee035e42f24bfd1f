import assert from 'node:assert/strict';
import { test } from 'node:test';
import { noBrowser } from '../../support/page/browser.ts';
import { createNamed, entries, untilLive } from '../../support/page/feed-page.ts';
import { servedPage } from '../../support/page/page-world.ts';

const site = servedPage({ path: '/changes' });

/** Notes whether the page ever says that there is nothing. */
const watching = `
  window.wasEmpty = false;
  new MutationObserver(() => {
    window.wasEmpty ||= document.body?.textContent.includes('Nothing has changed yet') ?? false;
  }).observe(document, { childList: true, subtree: true, characterData: true });`;

test('a feed that has changes never says that it has none', { skip: noBrowser }, async () => {
  await createNamed(site.world.api, ['Flat of before']);
  const page = await site.world.browser.open('about:blank');
  await page.addInitScript(watching);
  await page.goto(site.address);
  await entries(page).first().waitFor();
  await untilLive(page);
  assert.equal(await page.evaluate('window.wasEmpty'), false);
});
