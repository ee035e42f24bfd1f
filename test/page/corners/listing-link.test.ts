import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Page, Route } from 'playwright-core';
import { desktop, noBrowser, phone, type Reader } from '../../support/page/browser.ts';
import { turnPage } from '../../support/page/feed-page.ts';
import { assertLooksGood } from '../../support/page/looks.ts';
import { type PageWorld, startPageWorld } from '../../support/page/page-world.ts';
import { cutHome, priceRow } from '../../support/page/prices.ts';
import { RestartableServer } from '../../support/page/restartable-server.ts';
import { until } from '../../support/until.ts';

const theBrowser = { skip: noBrowser };

/** Its own server goes on where the one that is looked at is stopped. */
let world: PageWorld;
let server: RestartableServer;
let path: string;
before(async () => {
  if (noBrowser) return;
  world = await startPageWorld();
  ({ path } = await cutHome(world.api, 'Flat behind a bad line'));
  server = await RestartableServer.start(world.api.db);
});
after(async () => {
  await server?.stop();
  await world?.close();
});

const missing = (page: Page, words: string) =>
  page.getByRole('status').getByText(`${words}: changes may be missing.`, { exact: true });
const told = (page: Page) => missing(page, 'Reconnecting');
const isStream = (url: string) => url.includes('/changes?') && url.includes('after=');

/** A page that hangs on the feed, in a time that a test lets pass. */
async function openLive(reader: Reader): Promise<Page> {
  const page = await world.browser.open('about:blank', reader);
  world.browser.mayFail(page, /^(0|503) \/(changes|listings\/\d+(\/\w+)?)$/);
  await page.clock.install();
  const live = page.waitForResponse((response) => isStream(response.url()) && response.ok());
  await page.goto(`${server.base}${path}`);
  await priceRow(page, '€370,000').waitFor();
  await live;
  await page.clock.pauseAt(Date.now() + 10_000);
  return page;
}

const isTold = async (page: Page) => (await told(page).count()) > 0;

async function untilTold(page: Page, is: boolean): Promise<void> {
  await until(`it is ${is ? '' : 'not '}told`, async () => {
    await page.clock.runFor(500);
    return (await isTold(page)) === is;
  });
}

for (const reader of [desktop, { ...phone, viewport: { width: 360, height: 780 } }]) {
  test(
    `a lost line is told until it is back, at ${reader.viewport?.width} px, and moves nothing`,
    theBrowser,
    async () => {
      const page = await openLive(reader);
      const place = await page.getByRole('article').boundingBox();
      await server.stop();
      await page.clock.runFor(2_900);
      assert.equal(await isTold(page), false, 'it was lost a moment ago');
      await untilTold(page, true);
      assert.deepEqual(await page.getByRole('article').boundingBox(), place);
      await page.clock.resume(); // else what looks waits for ever
      await assertLooksGood(page);
      await server.start();
      await untilTold(page, false);
      assert.deepEqual(await page.getByRole('article').boundingBox(), place);
    },
  );
}

test('while it is hidden, and when it has just come back, a page tells no lost line', theBrowser, async () => {
  const page = await openLive(desktop);
  await server.stop();
  await untilTold(page, true);
  await turnPage(page, 'hidden');
  await untilTold(page, false);
  await page.clock.runFor(20_000);
  assert.equal(await isTold(page), false);
  await turnPage(page, 'visible');
  await page.clock.runFor(2_900);
  assert.equal(await isTold(page), false);
  await untilTold(page, true);
  await server.start();
  await untilTold(page, false);
});

/** Lets time pass on a page until it tells how it hangs on the feed. */
async function untilMissing(page: Page, words: string): Promise<void> {
  await until(`it tells “${words}”`, async () => {
    await page.clock.runFor(500);
    return (await missing(page, words).count()) > 0;
  });
}

/** A page in a time that a test lets pass. @param answer what its questions for the feed get */
async function openWith(below: string, answer: (route: Route) => Promise<unknown>): Promise<Page> {
  const page = await world.browser.open('about:blank');
  world.browser.mayFail(page, /^(0|403) \/changes$/);
  await page.clock.install();
  await page.route('**/changes?*', answer);
  const asked = page.waitForRequest(/\/changes\?/);
  await page.goto(`${world.api.base}${below}`);
  await asked;
  return page;
}

test('a stream that is never answered is told, given up and asked for again', theBrowser, async () => {
  let asked = 0;
  const page = await openWith(path, async () => {
    asked += 1;
  });
  await priceRow(page, '€370,000').waitFor();
  await untilMissing(page, 'Not live');
  await untilMissing(page, 'Reconnecting');
  await until('it asks again', async () => {
    await page.clock.runFor(500);
    return asked > 1;
  });
});

test('a reader who may not follow it is told that changes may be missing', theBrowser, async () => {
  const page = await openWith(path, async (route) => await route.fulfill({ status: 403 }));
  await priceRow(page, '€370,000').waitFor();
  await untilMissing(page, 'Not live');
});

test('a lost line is told in the form as well', theBrowser, async () => {
  const page = await openWith(path.replace(/prices$/, 'edit'), async (route) => await route.abort());
  await page.getByRole('button', { name: 'Save changes' }).waitFor();
  await untilMissing(page, 'Reconnecting');
  await page.clock.resume(); // else what looks waits for ever
  await assertLooksGood(page);
});
