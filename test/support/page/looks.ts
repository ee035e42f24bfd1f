import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { assertAccessible } from './axe.ts';
import { desktop, fitsTheScreen, phone, type TestBrowser } from './browser.ts';

/** The narrowest screen that the page is made for. */
const narrowPhone = { ...phone, viewport: { width: 360, height: 780 } };

type Look = { address: string; isThere: (page: Page) => Promise<void> };

/** Fails where axe finds anything in a theme on a desktop or a phone, or where something is beside a narrow screen. */
export async function assertLooksRight(browser: TestBrowser, { address, isThere }: Look): Promise<void> {
  for (const reader of [desktop, narrowPhone]) {
    const page = await browser.open(address, { ...reader, reducedMotion: 'reduce' });
    await isThere(page);
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      await assertAccessible(page);
    }
    assert.ok(await fitsTheScreen(page), `something is beside a screen of ${reader.viewport?.width} px`);
    await page.context().close();
  }
}
