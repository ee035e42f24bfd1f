import type { Page } from 'playwright-core';
import type { TestApi } from '../test-api.ts';
import type { Reader } from './browser.ts';
import { field } from './listing-form.ts';
import type { PageWorld } from './page-world.ts';
import { someHome } from './some-home.ts';

/** The form of a listing of the test's own, which is told of what others change. */
export async function openEditForm(
  { api, browser }: PageWorld,
  reader: Reader = {},
): Promise<{ id: number; page: Page }> {
  const { id, path } = await someHome(api);
  const page = await browser.open('about:blank', reader);
  const followed = page.waitForResponse(/\/changes\?/);
  await page.goto(`${api.base}${path}/edit`);
  await field(page, 'Name').waitFor();
  await followed;
  return { id, page };
}

/** The listing as it is. */
export const readListing = async ({ call }: TestApi, id: number) => (await call('GET', `/listings/${id}`)).body;

export const saveButton = (page: Page) => page.getByRole('button', { name: 'Save changes' });

export const conflictHead = (page: Page) =>
  page.getByRole('heading', { name: 'Somebody else changed this listing meanwhile' });
