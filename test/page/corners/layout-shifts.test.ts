import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Page } from 'playwright-core';
import { desktop, noBrowser, phone } from '../../support/page/browser.ts';
import { servedCutHomes } from '../../support/page/cut-homes-page.ts';
import { entries, untilLive } from '../../support/page/feed-page.ts';
import { layoutShifts } from '../../support/page/layout-shifts.ts';
import { field } from '../../support/page/listing-form.ts';

const site = servedCutHomes();

const chart = (page: Page) => page.getByRole('application').first();

/** Of a home that was cut: which id an import gives to which is chance. */
async function steepId(): Promise<string> {
  const { body } = await site.world.api.call('GET', '/listings?q=Steep');
  return String(body[0].id);
}

/** Each page, and when all of it is there. */
const pages: Readonly<Record<string, (page: Page) => Promise<void>>> = {
  '/': async (page) => {
    await page.getByRole('link', { name: 'Steep' }).waitFor();
    await page.getByText('6 listings').first().waitFor();
  },
  '/{steep}/prices': async (page) => {
    await chart(page).waitFor();
    await page
      .getByText(/^Down /)
      .first()
      .waitFor();
    await page.getByText('Too few homes like it are on offer').waitFor();
  },
  '/{steep}/edit': async (page) => await field(page, 'Name').waitFor(),
  '/new': async (page) => await field(page, 'Name').waitFor(),
  '/drops': async (page) => await page.locator('tbody tr').first().waitFor(),
  '/market': async (page) => await chart(page).waitFor(),
  '/changes': async (page) => {
    await entries(page).first().getByRole('link').first().waitFor();
    await untilLive(page);
  },
};

/** In ms: what stands for it until then is on the page by the time that an answer comes. */
const answerMs = 400;

for (const [what, reader] of Object.entries({ desktop, phone })) {
  for (const [path, isThere] of Object.entries(pages)) {
    test(`nothing moves while ${path} is loaded: ${what}`, { skip: noBrowser }, async () => {
      const page = await site.world.browser.open('about:blank', reader);
      await page.route(/\/(listings|market|changes)\b.*\?|\/listings\//, async (route) => {
        await sleep(answerMs);
        await route.continue().catch(() => {}); // the page gave it up
      });
      await page.goto(`${site.address}${path.replace('{steep}', await steepId())}`);
      await isThere(page);
      assert.equal((await layoutShifts(page)).join('\n'), '');
    });
  }
}
