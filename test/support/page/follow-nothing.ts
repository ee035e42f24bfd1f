import type { Page } from 'playwright-core';
import type { TestBrowser } from './browser.ts';

/** Has a page be told of no change, as where its connection to the feed does not hold. To be called before it goes anywhere. */
export async function followNothing(browser: TestBrowser, page: Page): Promise<void> {
  browser.mayFail(page, '0 /changes');
  await page.route('**/changes?*', (route) => route.abort());
}
