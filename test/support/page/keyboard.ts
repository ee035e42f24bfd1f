import type { Locator, Page } from 'playwright-core';

const mostSteps = 120;

/** Goes from control to control with Tab until one has the focus, and shows it. @param key such as `Shift+Tab`, to go back */
export async function tabTo(page: Page, target: Locator, key = 'Tab'): Promise<void> {
  await target.first().waitFor();
  for (let steps = 0; steps < mostSteps; steps += 1) {
    await page.keyboard.press(key);
    if ((await target.and(page.locator(':focus-visible')).count()) > 0) return;
  }
  throw new Error(`${mostSteps} times ${key} do not lead to ${target}`);
}

/** A control while it has the focus. */
export function focused(page: Page, target: Locator): Locator {
  return target.and(page.locator(':focus'));
}

/** Waits until a control has the focus. */
export async function hasFocus(page: Page, target: Locator): Promise<void> {
  await focused(page, target).waitFor();
}
