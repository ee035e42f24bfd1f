import assert from 'node:assert/strict';
import { test } from 'node:test';
import { trimChanges } from '../../../src/changes/trim-changes.ts';
import { noBrowser } from '../../support/page/browser.ts';
import { assertEachOnce, countEach, createNamed, turnPage, untilLive } from '../../support/page/feed-page.ts';
import { servedPage } from '../../support/page/page-world.ts';

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

test(
  'what had to be read anew waits while the reader has paused, and then takes the place of what was',
  theBrowser,
  async () => {
    const { api, browser } = site.world;
    const page = await browser.open(site.address);
    await untilLive(page);
    await createNamed(api, ['Flat that was read']);
    await assertEachOnce(page, ['Flat that was read']);
    await page.getByRole('button', { name: 'Pause' }).click();
    await turnPage(page, 'hidden');
    await createNamed(api, ['Flat that was trimmed']);
    await api.db.session((session) => trimChanges(session, new Date(Date.now() + 1_000).toISOString()));
    await createNamed(api, ['Flat of later']);
    // Without it the service would tell what is still in its memory.
    const resync = { contentType: 'text/event-stream', body: 'retry: 60000\nevent: resync\ndata: {}\n\n' };
    await page.route(/after=/, async (route) => await route.fulfill(resync), { times: 1 });
    await turnPage(page, 'visible');
    await page.getByRole('button', { name: '1 new change', exact: true }).waitFor();
    assert.deepEqual(await countEach(page, ['Flat that was read', 'Flat of later']), [1, 0]);
    await page.getByRole('button', { name: 'Resume' }).click();
    await assertEachOnce(page, ['Flat of later']);
    assert.deepEqual(await countEach(page, ['Flat that was']), [0]);
  },
);
