import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Page } from 'playwright-core';
import { noBrowser, type Reader } from '../../support/page/browser.ts';
import { servedCutHomes } from '../../support/page/cut-homes-page.ts';
import { smallTargets } from '../../support/page/target-sizes.ts';

const site = servedCutHomes();

/** Each page, and what else it shows once it is asked to. */
const pages: Readonly<Record<string, (page: Page) => Promise<void>>> = {
  '/': async (page) => {
    await page.locator('tbody tr').first().waitFor();
    const filters = page.getByRole('button', { name: 'More filters' });
    if (await filters.isVisible()) await filters.click();
  },
  '/?city=zzz': async (page) => await page.getByText('There is no listing in').waitFor(),
  '/?price_max=1': async (page) => await page.getByText('No listing is like that').waitFor(),
  '/1/prices': async (page) => {
    await page.getByRole('application').first().waitFor();
    await page.getByText('Every price that was recorded').waitFor();
  },
  '/1/edit': async (page) => await page.locator('form textarea').waitFor(),
  '/new': async (page) => await page.locator('form textarea').waitFor(),
  '/drops': async (page) => await page.locator('tbody tr').first().waitFor(),
  '/drops?days=1&type=STUDIO': async (page) => await page.getByText('Look at all homes').waitFor(),
  '/market': async (page) => {
    await page.getByRole('application').waitFor();
    await page.locator('summary').click();
  },
  '/market?place=FR,,Perpignan': async (page) => await page.getByRole('button', { name: 'Remove Perpignan' }).waitFor(),
  '/changes': async (page) => await page.getByRole('link', { name: 'Steep' }).first().waitFor(),
  '/nowhere': async (page) => await page.locator('main h1').waitFor(),
};

/** For a mouse: for a finger the controls are larger. */
const small: Reader = { viewport: { width: 360, height: 780 } };

for (const [path, isThere] of Object.entries(pages)) {
  test(`all of ${path} can be hit on a small screen`, { skip: noBrowser }, async () => {
    const page = await site.world.browser.open(`${site.address}${path}`, small);
    site.world.browser.mayFail(page, '404 /nowhere');
    await isThere(page);
    assert.deepEqual(await smallTargets(page), []);
  });
}
