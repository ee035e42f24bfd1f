import type { Page } from 'playwright-core';

/** Lets no request to an address through. @returns what lets them all through */
export async function holdRequests(page: Page, where: string): Promise<() => void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  await page.route(where, async (route) => {
    await promise;
    await route.continue();
  });
  return resolve;
}
