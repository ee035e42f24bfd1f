import type { Page } from 'playwright-core';

/** Watches a page for a text from now on. @returns whether it has stood there since, be it for a moment */
export async function watchFor(page: Page, text: string): Promise<() => Promise<boolean>> {
  await page.evaluate(`{
    const look = () => { window.wasShown ||= document.body.textContent.includes(${JSON.stringify(text)}); };
    new MutationObserver(look).observe(document.body, { subtree: true, childList: true, characterData: true });
    look();
  }`);
  return async () => await page.evaluate('window.wasShown');
}
