import type { Locator, Page } from 'playwright-core';
import type { ListingInput } from '../../../src/listings/listing.ts';
import type { TestApi } from '../test-api.ts';
import { hasFocus } from './keyboard.ts';
import { type Home, someHome } from './some-home.ts';

const dayMs = 86_400_000;

/** An instant (RFC 3339) of before. */
export function daysAgo(days: number): string {
  return new Date(Date.now() - days * dayMs).toISOString();
}

/** A listing for 400,000 €, since 90 days, that was cut to 390,000 € 40 days ago, and is 370,000 € now. */
export async function cutHome(api: TestApi, name: string, overrides: Partial<ListingInput> = {}): Promise<Home> {
  const { id } = await someHome(api, { name, latest_price_eur: 370_000, ...overrides });
  for (const [days, price_eur] of [
    [90, 400_000],
    [40, 390_000],
  ] as const) {
    await api.call('PUT', `/listings/${id}/prices/${daysAgo(days)}`, { price_eur });
  }
  return { id, path: `/${id}/prices` };
}

/** The rows of the table of prices that say something, such as an amount. */
export function priceRow(page: Page, text: string | RegExp): Locator {
  return page.getByRole('region', { name: 'Prices' }).locator('tbody').getByRole('row').filter({ hasText: text });
}

/** What is told of each stop of the chart, as its keys lead from the first to the last. */
export async function chartTold(page: Page): Promise<string[]> {
  const chart = page.getByRole('application', { name: 'Chart of the price' });
  const told = page.getByRole('figure').getByRole('status');
  await chart.focus();
  await hasFocus(page, chart);
  await page.keyboard.press('Escape');
  const stops: string[] = [];
  for (;;) {
    await page.keyboard.press('ArrowRight');
    const text = (await told.textContent()) ?? '';
    if (text === stops.at(-1)) return stops;
    stops.push(text);
  }
}
