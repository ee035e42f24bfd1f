import assert from 'node:assert/strict';
import type { Locator, Page } from 'playwright-core';
import { assertAccessible } from './axe.ts';
import { desktop, fitsTheScreen, phone, type Reader, type TestBrowser } from './browser.ts';

const themes = ['light', 'dark'] as const;
/** The narrowest screen that the page is made for. */
const narrowPhone = { ...phone, viewport: { width: 360, height: 780 } };

/** Both themes on a desktop and on the smallest phone. */
export const looks: readonly { name: string; reader: Reader }[] = themes.flatMap((colorScheme) => [
  { name: `desktop, ${colorScheme}`, reader: { colorScheme } },
  { name: `small phone, ${colorScheme}`, reader: { ...narrowPhone, colorScheme } },
]);

type Look = { address: string; isThere: (page: Page) => Promise<void> };

/** Fails where axe finds anything in a theme on a desktop or a phone, or where something is beside a narrow screen. */
export async function assertLooksRight(browser: TestBrowser, { address, isThere }: Look): Promise<void> {
  for (const reader of [desktop, narrowPhone]) {
    const page = await browser.open(address, { ...reader, reducedMotion: 'reduce' });
    await isThere(page);
    for (const colorScheme of themes) {
      await page.emulateMedia({ colorScheme });
      await assertLooksGood(page);
    }
    await page.context().close();
  }
}

/** Axe finds nothing in what is shown, and nothing is beside the screen. */
export async function assertLooksGood(page: Page): Promise<void> {
  await assertAccessible(page);
  assert.ok(await fitsTheScreen(page), 'something is beside the screen');
}

/** Nothing in it is beside it: one scrolls it down only. */
export async function assertFitsItself(place: Locator): Promise<void> {
  const fits = await place.evaluate(({ scrollWidth, clientWidth }) => scrollWidth <= clientWidth);
  assert.ok(fits, `something is beside ${place}`);
}
