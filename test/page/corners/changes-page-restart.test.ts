import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { addListing } from '../../support/listing-rows.ts';
import { noBrowser } from '../../support/page/browser.ts';
import { assertEachOnce, createNamed, entries, untilLive } from '../../support/page/feed-page.ts';
import { type PageWorld, startPageWorld } from '../../support/page/page-world.ts';
import { RestartableServer } from '../../support/page/restartable-server.ts';
import { untilCaughtUp } from '../../support/until-caught-up.ts';

const theBrowser = { skip: noBrowser };

/** Its own server goes on where the one that is looked at is stopped. */
let world: PageWorld;
let server: RestartableServer;
before(async () => {
  if (noBrowser) return;
  world = await startPageWorld();
  server = await RestartableServer.start(world.api.db);
});
after(async () => {
  await server?.stop();
  await world?.close();
});

test('through a restart of the service nothing is lost, and nothing comes twice', theBrowser, async () => {
  const page = await world.browser.open(`${server.base}/changes`);
  await untilLive(page);
  await createNamed(world.api, ['Flat before it']);
  await entries(page).filter({ hasText: 'Flat before it' }).waitFor();
  world.browser.mayFail(page, '0 /changes');
  await server.stop();
  await page.getByRole('status').getByText('Reconnecting').waitFor();
  await createNamed(world.api, ['Flat by another server']);
  await addListing(world.api, { name: 'Flat by SQL' });
  await untilCaughtUp(world.api);
  await server.start();
  await untilLive(page);
  await createNamed(world.api, ['Flat after it']);
  const names = ['Flat after it', 'Flat by SQL', 'Flat by another server', 'Flat before it'];
  await assertEachOnce(page, names);
  assert.deepEqual(await page.locator('main ol a[href$="/prices"]').allTextContents(), names);
});

test('a page that is opened while the service is away says so, and goes on when asked', theBrowser, async () => {
  const page = await world.browser.open('about:blank');
  world.browser.mayFail(page, '0 /changes');
  let isDown = true;
  await page.route(/\/changes\?/, async (route) => (isDown ? await route.abort() : await route.continue()));
  await page.goto(`${server.base}/changes`);
  await page.getByRole('alert').getByText('The service does not answer.').waitFor();
  await createNamed(world.api, ['Flat of meanwhile']);
  isDown = false;
  await page.getByRole('button', { name: 'Try again' }).click();
  await untilLive(page);
  await assertEachOnce(page, ['Flat of meanwhile']);
});

test('who was offline gets what came meanwhile, each once', theBrowser, async () => {
  const page = await world.browser.open(`${server.base}/changes`);
  await untilLive(page);
  await createNamed(world.api, ['Flat seen online']);
  await entries(page).filter({ hasText: 'Flat seen online' }).waitFor();
  world.browser.mayFail(page, '0 /changes');
  await page.context().setOffline(true);
  await page.getByRole('status').getByText('Offline').waitFor();
  await createNamed(world.api, ['Flat unseen 1', 'Flat unseen 2']);
  await page.context().setOffline(false);
  await untilLive(page);
  await assertEachOnce(page, ['Flat seen online', 'Flat unseen 1', 'Flat unseen 2']);
  await createNamed(world.api, ['Flat seen again']);
  await assertEachOnce(page, ['Flat seen again', 'Flat unseen 1', 'Flat unseen 2']);
});
