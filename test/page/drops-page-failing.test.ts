import assert from 'node:assert/strict';
import { test } from 'node:test';
import { noBrowser } from '../support/page/browser.ts';
import { cutHomes, cutInAWeek, fillCutHomes, untilCutHomesAre } from '../support/page/cut-homes.ts';
import { servedPage, startApiWithPage } from '../support/page/page-world.ts';

const theBrowser = { skip: noBrowser };

const site = servedPage({ path: '/drops', withLake: true, fill: fillCutHomes });

test('who is offline keeps what is there, and goes on where one left once one is back', theBrowser, async () => {
  const page = await site.world.browser.open(site.address);
  await untilCutHomesAre(page, cutInAWeek);
  site.world.browser.mayFail(page, '0 /market/movers');
  await page.context().setOffline(true);
  await page.getByRole('link', { name: 'Amount' }).click();
  await page
    .getByRole('alert')
    .getByText(/You are offline\. What is shown is as of/)
    .waitFor();
  assert.equal(await cutHomes(page).count(), 4);
  await page.context().setOffline(false);
  await untilCutHomesAre(page, ['Large', 'Steep', 'Fresh', 'Often']);
  assert.equal(await page.getByRole('alert').count(), 0);
});

test('what is of a day before says so, by the clock of the service', theBrowser, async () => {
  const page = await site.world.browser.open('about:blank', { timezoneId: 'UTC', locale: 'en-GB' });
  site.world.browser.mayFail(page, '500 /market/movers');
  const days = (count: number) => count * 86_400_000;
  const readAt = Date.now();
  await page.clock.install({ time: readAt - days(3) });
  await page.goto(site.address);
  await untilCutHomesAre(page, cutInAWeek);
  await page.clock.setFixedTime(readAt - days(1));
  await page.route('**/market/movers?*', (route) => route.fulfill({ status: 500 }));
  await page.getByRole('link', { name: 'Amount' }).click();
  const note = await page.getByRole('alert').textContent();
  const said = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeZone: 'UTC' });
  assert.ok(
    [readAt, Date.now()].some((at) => note?.includes(said.format(at))),
    note ?? '',
  );
});

test('a failing service is told, and tried again when asked', theBrowser, async () => {
  const page = await site.world.browser.open('about:blank');
  site.world.browser.mayFail(page, '500 /market/movers');
  let isDown = true;
  await page.route('**/market/movers?*', async (route) =>
    isDown ? await route.fulfill({ status: 500 }) : await route.continue(),
  );
  await page.goto(site.address);
  await page.getByRole('alert').getByText('The service failed.').waitFor();
  isDown = false;
  await page.getByRole('button', { name: 'Try again' }).click();
  await untilCutHomesAre(page, cutInAWeek);
});

test('cuts come by themselves once the lake has been made', theBrowser, async () => {
  const api = await startApiWithPage({ withLake: true });
  try {
    const page = await site.world.browser.open(`${api.base}/drops`);
    site.world.browser.mayFail(page, '503 /market/movers');
    await page.getByText('This page asks again by itself.').waitFor();
    await fillCutHomes(api);
    await untilCutHomesAre(page, cutInAWeek);
    await page.context().close();
  } finally {
    await api.stop();
  }
});
