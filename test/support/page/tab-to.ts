import type { Locator, Page } from 'playwright-core';

/** More tab stops than any part of a page has. */
const mostStops = 80;

/** Goes by the Tab key alone until a control has the focus. Fails where it is never come to. */
export async function tabTo(page: Page, control: Locator): Promise<void> {
  await control.waitFor();
  for (let stops = 0; stops < mostStops; stops += 1) {
    await page.keyboard.press('Tab');
    if (await control.evaluate((element) => element.matches(':focus-visible'))) return;
  }
  throw new Error(`the Tab key does not lead to ${control}`);
}
