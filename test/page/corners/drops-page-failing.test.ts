import assert from 'node:assert/strict';
import { test } from 'node:test';
import { noBrowser } from '../../support/page/browser.ts';
import { cutHomes, cutInAWeek, fillCutHomes, untilCutHomesAre } from '../../support/page/cut-homes.ts';
import { servedPage, startApiWithPage } from '../../support/page/page-world.ts';
import { until } from '../../support/until.ts';

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

test('a gateway without its service is a failure, and what is there says as of when it is', theBrowser, async () => {
  const page = await site.world.browser.open('about:blank');
  site.world.browser.mayFail(page, '503 /market/movers');
  await page.clock.install();
  await page.goto(site.address);
  await untilCutHomesAre(page, cutInAWeek);
  await page.route('**/market/movers?*', (route) => route.fulfill({ status: 503, body: '<h1>Service down</h1>' }));
  await page.getByRole('link', { name: 'Amount' }).click();
  const told = page.getByRole('alert').filter({ hasText: 'The service is busy.' });
  await until('it is told', async () => {
    await page.clock.runFor(500);
    return (await told.count()) > 0;
  });
  assert.match((await told.textContent()) ?? '', /What is shown is as of .*Try again/);
  assert.equal(await page.getByText('This page asks again by itself.').count(), 0);
  await page.unroute('**/market/movers?*');
  await page.getByRole('button', { name: 'Try again' }).click();
  await untilCutHomesAre(page, ['Large', 'Steep', 'Fresh', 'Often']);
});

test('figures that are not prepared after some minutes are a failure, too', theBrowser, async () => {
  const page = await site.world.browser.open('about:blank');
  site.world.browser.mayFail(page, '503 /market/movers');
  await page.clock.install();
  await page.route('**/market/movers?*', (route) =>
    route.fulfill({
      status: 503,
      headers: { 'content-type': 'application/problem+json', 'retry-after': '0' },
      body: JSON.stringify({ type: '/problems/not-prepared', status: 503, detail: 'There is no lake yet.' }),
    }),
  );
  await page.goto(site.address);
  await page.getByText('This page asks again by itself.').waitFor();
  const told = page.getByRole('alert').filter({ hasText: 'The figures are not prepared yet.' });
  await until('it is told', async () => {
    await page.clock.runFor(10_000);
    return (await told.count()) > 0;
  });
  await told.getByRole('button', { name: 'Try again' }).waitFor();
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
