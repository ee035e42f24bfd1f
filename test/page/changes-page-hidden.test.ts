import assert from 'node:assert/strict';
import { test } from 'node:test';
import { noBrowser } from '../support/page/browser.ts';
import { assertEachOnce, countEach, createNamed, turnPage, untilLive } from '../support/page/feed-page.ts';
import { servedPage } from '../support/page/page-world.ts';

const theBrowser = { skip: noBrowser };

const site = servedPage({ path: '/changes' });

test(
  'a tab that is hidden has no connection, and has each change once when it is shown again',
  theBrowser,
  async () => {
    const page = await site.world.browser.open(site.address);
    await untilLive(page);
    await createNamed(site.world.api, ['Flat of before']);
    await assertEachOnce(page, ['Flat of before']);
    const ended = page.waitForEvent('requestfailed', (request) => request.url().includes('after='));
    await turnPage(page, 'hidden');
    await ended;
    await createNamed(site.world.api, ['Flat unseen 1', 'Flat unseen 2']);
    assert.deepEqual(await countEach(page, ['Flat unseen']), [0]);
    await turnPage(page, 'visible');
    await createNamed(site.world.api, ['Flat of after']);
    await assertEachOnce(page, ['Flat of before', 'Flat unseen 1', 'Flat unseen 2', 'Flat of after']);
  },
);

test('of seven tabs of one browser each is answered, where one is looked at', theBrowser, async () => {
  const first = await site.world.browser.open(site.address);
  await untilLive(first);
  const context = first.context();
  let page = first;
  for (let tabs = 2; tabs <= 7; tabs += 1) {
    await turnPage(page, 'hidden');
    page = await context.newPage();
    await page.goto(site.address);
    await untilLive(page);
  }
  await createNamed(site.world.api, ['Flat in two tabs']);
  await assertEachOnce(page, ['Flat in two tabs']);
  await turnPage(first, 'visible');
  await assertEachOnce(first, ['Flat in two tabs']);
});
