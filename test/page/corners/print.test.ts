import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Page } from 'playwright-core';
import { fitsTheScreen, noBrowser } from '../../support/page/browser.ts';
import { fillCutHomes } from '../../support/page/cut-homes.ts';
import { servedPage } from '../../support/page/page-world.ts';

const theBrowser = { skip: noBrowser };

const site = servedPage({ path: '', withLake: true, fill: fillCutHomes });

/** What is between the margins of A4, in pixels. */
const paper = { width: 703, height: 1_000 };
const controls = ['a[href="/new"]', 'nav', 'button', 'input', 'select', 'label', 'summary', 'form', 'search'];

/** Each page, and when all of it is there. */
const pages: Readonly<Record<string, (page: Page) => Promise<void>>> = {
  '/{steep}/prices?as_of={today}&known={today}': async (page) => {
    await page.getByRole('figure').first().locator('svg').waitFor();
    await page.getByText('Too few homes like it').waitFor();
    await page.getByRole('definition').first().waitFor();
  },
  '/drops': async (page) => await page.locator('tbody tr').first().waitFor(),
  '/market': async (page) => {
    await page.getByRole('figure').locator('svg').waitFor();
    await page.locator('summary').click();
  },
};

async function addressOf(path: string): Promise<string> {
  const { body } = await site.world.api.call('GET', '/listings?q=Steep');
  const today = new Date().toISOString().slice(0, 10);
  return `${site.address}${path.replace('{steep}', body[0].id).replaceAll('{today}', today)}`;
}

for (const [path, isThere] of Object.entries(pages)) {
  test(`on paper ${path} is black on white, whole, and without what is worked by hand`, theBrowser, async () => {
    const page = await site.world.browser.open('about:blank', { colorScheme: 'dark', timezoneId: 'UTC' });
    // Nobody tells a page that it is laid out for paper.
    await page.addInitScript(
      'const O = ResizeObserver; ResizeObserver = class extends O { constructor(call) { super((...a) => window.isPaper || call(...a)); } };',
    );
    const address = await addressOf(path);
    await page.goto(address);
    await isThere(page);
    await page.evaluate('window.isPaper = true');
    await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
    await page.setViewportSize(paper);
    for (const control of controls) {
      assert.equal(await page.locator(control).filter({ visible: true }).count(), 0, control);
    }
    const colours = 'getComputedStyle(document.documentElement)';
    assert.equal(
      await page.evaluate(`${colours}.backgroundColor + ${colours}.color`),
      'rgb(255, 255, 255)rgb(0, 0, 0)',
    );
    assert.ok(await fitsTheScreen(page), 'something is beside the paper');
    for (const part of await page.locator('svg, table').filter({ visible: true }).all()) {
      const box = await part.boundingBox();
      assert.ok(box && box.x >= 0 && box.x + box.width <= paper.width, `${JSON.stringify(box)} is cut off`);
    }
    for (const picture of await page.locator('figure svg').filter({ visible: true }).all()) {
      const room = await picture.evaluate((svg) => svg.closest('figure > div')?.getBoundingClientRect().height ?? 0);
      const height = (await picture.boundingBox())?.height ?? 0;
      assert.ok(room - height < 40, `${room - height} px are empty below a picture`);
    }
    await page.getByText(address, { exact: true }).filter({ visible: true }).waitFor();
  });
}

test('on paper prices stand in a table, whose columns have names', theBrowser, async () => {
  const page = await site.world.browser.open(await addressOf('/{steep}/prices'), { viewport: paper });
  const table = page.getByRole('table');
  await table.waitFor();
  await page.emulateMedia({ media: 'print' });
  for (const name of ['Since', 'Price', 'Change, €', 'Change', 'Held for', 'Note']) {
    const box = await table.getByRole('columnheader', { name, exact: true }).boundingBox();
    assert.ok(box && box.width > 20, name);
  }
});
