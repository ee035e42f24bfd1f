import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { desktop, noBrowser, phone } from '../../support/page/browser.ts';
import { layoutShifts } from '../../support/page/layout-shifts.ts';
import { fillCountries } from '../../support/page/market-homes.ts';
import { servedPage } from '../../support/page/page-world.ts';

const site = servedPage({ path: '/market', withLake: true, fill: fillCountries });

/** In ms: what stands for the figures until then is on the page by the time that they come. */
const answerMs = 400;

for (const [what, reader] of Object.entries({ desktop, phone })) {
  for (const compare of ['country', 'building_type']) {
    test(`nothing moves while a comparison by ${compare} is loaded: ${what}`, { skip: noBrowser }, async () => {
      const page = await site.world.browser.open('about:blank', reader);
      await page.route(/\/market\/series\?/, async (route) => {
        await sleep(answerMs);
        await route.continue().catch(() => {}); // the page gave it up
      });
      await page.goto(`${site.address}?compare=${compare}`);
      await page.getByRole('application').waitFor();
      assert.equal((await layoutShifts(page)).join('\n'), '');
    });
  }
}
