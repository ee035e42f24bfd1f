import assert from 'node:assert/strict';
import type { Locator, Page } from 'playwright-core';
import { someListing } from '../listings.ts';
import type { TestApi } from '../test-api.ts';
import { until } from '../until.ts';
import { untilCaughtUp } from '../until-caught-up.ts';

/** The changes on the page, the latest first. */
export function entries(page: Page): Locator {
  return page.locator('main ol > li');
}

/** Waits until the page follows the feed. */
export async function untilLive(page: Page): Promise<void> {
  await page.getByRole('status').getByText('Live', { exact: true }).waitFor();
}

/** How often each of some texts stands in a change of its own. */
export async function countEach(page: Page, texts: readonly string[]): Promise<number[]> {
  return await Promise.all(texts.map((text) => entries(page).filter({ hasText: text }).count()));
}

/** Waits until each text stands in a change, and fails where it stands in two. */
export async function assertEachOnce(page: Page, texts: readonly string[]): Promise<void> {
  await until(`each is there: ${texts}`, async () => (await countEach(page, texts)).every((count) => count > 0));
  assert.deepEqual(
    await countEach(page, texts),
    texts.map(() => 1),
  );
}

/** Creates listings of these names, a change each, and waits until the feed shows them. @returns their ids */
export async function createNamed(api: TestApi, names: readonly string[]): Promise<number[]> {
  const ids: number[] = [];
  for (const name of names) ids.push((await api.call('POST', '/listings', someListing({ name }))).body.id);
  await untilCaughtUp(api);
  return ids;
}

/** Waits until what was done has been painted, and what watches for it has been told. */
export async function untilPainted(page: Page): Promise<void> {
  await page.locator('html').evaluate(async ({ ownerDocument: { defaultView: view } }) => {
    const frame = () => new Promise((painted) => view?.requestAnimationFrame(painted));
    await frame();
    await frame();
  });
}

/** A browser without windows shows all of its tabs at once: so the page is told. */
export async function turnPage(page: Page, to: 'hidden' | 'visible'): Promise<void> {
  await page.locator('html').evaluate(({ ownerDocument: document }, state) => {
    Object.defineProperties(document, {
      hidden: { configurable: true, value: state === 'hidden' },
      visibilityState: { configurable: true, value: state },
    });
    document.dispatchEvent(new Event('visibilitychange'));
  }, to);
}
