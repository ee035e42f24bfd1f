import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Page } from 'playwright-core';
import { noBrowser } from '../../support/page/browser.ts';
import { servedCutHomes } from '../../support/page/cut-homes-page.ts';

const theBrowser = { skip: noBrowser };
const site = servedCutHomes();

const open = async (path: string) => await site.world.browser.open(`${site.address}${path}`);

/** Presses a button or follows a link by keyboard, and waits until it is gone. */
async function press(page: Page, name: string): Promise<void> {
  const pressed = page.getByRole('button', { name }).or(page.getByRole('link', { name }));
  await pressed.press('Enter');
  await pressed.waitFor({ state: 'detached' });
}

const results = 'section:focus, main:focus';

test('who clears a search goes on in its first field', theBrowser, async () => {
  const page = await open('/?type=HOUSE');
  await press(page, 'Clear all');
  await page.locator('input:focus').and(page.getByLabel('City or postal code')).waitFor();
});

for (const [path, name] of [
  ['/?price_max=1', 'Look at all listings'],
  ['/?price_min=2&price_max=1', 'Look at all listings'],
  ['/?city=zzz', 'Look at all listings'],
  ['/?city=Lyon&price_max=1', 'Look at '],
  ['/drops?days=1&type=STUDIO', 'Look at all homes'],
  ['/drops?days=1&city=zzz', 'Look at all homes'],
  ['/market?place=FR,,zzz', 'Look at all homes'],
] as const) {
  test(`who goes on by what goes with it is among what was found: ${path}`, theBrowser, async () => {
    const page = await open(path);
    await press(page, name);
    await page.locator(results).waitFor();
  });
}

test(
  'who takes a place away goes on at the next one, else at the one before, else in the field',
  theBrowser,
  async () => {
    const page = await open('/market?place=FR,,Perpignan&place=FR,,Lyon&place=FR,,Nice');
    const focused = async () =>
      await page.evaluate('document.activeElement.ariaLabel ?? document.activeElement.localName');
    const steps = [
      ['Remove Perpignan', 'Remove Lyon'],
      ['Remove Nice', 'Remove Lyon'],
      ['Remove Lyon', 'input'],
    ] as const;
    for (const [name, next] of steps) {
      await press(page, name);
      assert.equal(await focused(), next);
    }
  },
);
