import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Page } from 'playwright-core';
import { addListings } from '../../support/listing-rows.ts';
import { noBrowser, phone } from '../../support/page/browser.ts';
import { entries, untilLive, untilPainted } from '../../support/page/feed-page.ts';
import { hasFocus, tabTo } from '../../support/page/keyboard.ts';
import { servedPage } from '../../support/page/page-world.ts';
import { cutHome, daysAgo } from '../../support/page/prices.ts';
import { untilCaughtUp } from '../../support/until-caught-up.ts';

const theBrowser = { skip: noBrowser };

const site = servedPage({
  path: '',
  fill: async (api) => {
    await cutHome(api, 'Flat with a past');
    await addListings(api, 60);
    await untilCaughtUp(api);
  },
});

/** Presses what goes with that, by keyboard. */
async function press(page: Page, name: string | RegExp, role: 'button' | 'link' = 'button'): Promise<void> {
  const pressed = page.getByRole(role, { name }).first();
  await pressed.focus();
  await page.keyboard.press('Enter');
}

test('who tries again what failed is still in that part', theBrowser, async () => {
  const page = await site.world.browser.open(`${site.address}/1/prices`);
  site.world.browser.mayFail(page, '500 /listings/1');
  await page.route('**/listings/1?as_of=*', (route) => route.fulfill({ status: 500 }));
  await page.getByLabel('As of').fill(daysAgo(20).slice(0, 10));
  const part = page.getByRole('region', { name: 'The listing' });
  await part.getByRole('button', { name: 'Try again' }).waitFor();
  await page.unroute('**/listings/1?as_of=*');
  await press(page, 'Try again');
  await part.getByRole('definition').first().waitFor();
  await hasFocus(page, part);
});

test('what was left before it goes takes no focus from anywhere', theBrowser, async () => {
  const page = await site.world.browser.open(`${site.address}/?rooms_min=1`);
  const clear = page.getByRole('button', { name: 'Clear all' });
  await clear.focus();
  await clear.evaluate((element) => element.blur());
  await untilPainted(page);
  await clear.evaluate((element) => element.remove());
  await untilPainted(page);
  assert.equal(await page.evaluate('document.activeElement.tagName'), 'BODY');
});

for (const [what, reader] of Object.entries({ desktop: {}, phone })) {
  test(
    `going up by keyboard nothing that has the focus is below what stays at the top: ${what}`,
    theBrowser,
    async () => {
      const page = await site.world.browser.open(`${site.address}/changes`, reader);
      await untilLive(page);
      const last = entries(page).last().getByRole('link').first();
      await last.focus();
      for (let steps = 0; steps < 70; steps += 1) {
        await page.keyboard.press('Shift+Tab');
        const isSeen = await page.evaluate(`(() => {
        const { left, top, width, height } = document.activeElement.getBoundingClientRect();
        const there = document.elementFromPoint(left + width / 2, top + height / 2);
        return document.activeElement.contains(there);
      })()`);
        assert.ok(isSeen, `after ${steps + 1} steps`);
      }
    },
  );
}

test('who looks at one listing alone is among its changes', theBrowser, async () => {
  const page = await site.world.browser.open(`${site.address}/changes`);
  await untilLive(page);
  const alone = entries(page).nth(3).getByRole('link', { name: 'This listing alone' });
  await tabTo(page, alone);
  await page.keyboard.press('Enter');
  await page.waitForURL(/listing=/);
  await alone.waitFor({ state: 'detached' });
  await page.locator('section:focus').waitFor();
});
