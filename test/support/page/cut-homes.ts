import assert from 'node:assert/strict';
import type { Locator, Page } from 'playwright-core';
import { importLines, observationLine } from '../observations.ts';
import type { TestApi } from '../test-api.ts';

type CutHome = { city: string; type?: string; prices: readonly [daysAgo: number, eur: number][] };

/** What homes cost since so many days ago, by their names. */
const homes: Readonly<Record<string, CutHome>> = {
  Steep: {
    city: 'Perpignan',
    prices: [
      [40, 200_000],
      [3, 150_000],
    ],
  },
  Large: {
    city: 'Perpignan',
    type: 'HOUSE',
    prices: [
      [40, 1_000_000],
      [2, 900_000],
    ],
  },
  Often: {
    city: 'Perpignan',
    prices: [
      [40, 300_000],
      [6, 298_000],
      [5, 296_000],
      [4, 294_000],
    ],
  },
  Fresh: {
    city: 'Lyon',
    prices: [
      [40, 400_000],
      [0.2, 380_000],
    ],
  },
  'Long ago': {
    city: 'Lyon',
    prices: [
      [60, 100_000],
      [20, 60_000],
    ],
  },
  Dearer: {
    city: 'Lyon',
    prices: [
      [40, 100_000],
      [3, 110_000],
    ],
  },
};

/** Those that were cut within 7 days, by percent. */
export const cutInAWeek: readonly string[] = ['Steep', 'Large', 'Fresh', 'Often'];

/** Homes that were cut within a day, a week and a month, and a lake that has them. */
export async function fillCutHomes(api: TestApi): Promise<void> {
  const lines = Object.entries(homes).flatMap(([name, { city, type = 'APARTMENT', prices }]) =>
    prices.map(([days, eur]) =>
      observationLine(name, instantOf(days), {
        ...{ name, building_type: type, latest_price_eur: eur },
        postal_address: { street_address: '1 rue', postal_code: '66000', city, country: 'FR' },
      }),
    ),
  );
  await importLines(api, lines);
  await api.lake?.rebuild();
}

function instantOf(daysAgo: number): string {
  return new Date(Date.now() - daysAgo * 86_400_000).toISOString();
}

/** The homes in the table of cuts. */
export function cutHomes(page: Page): Locator {
  return page.locator('tbody').getByRole('link');
}

/** Waits until the table has these homes, in this order, and no others. */
export async function untilCutHomesAre(page: Page, names: readonly string[]): Promise<void> {
  for (const [at, name] of names.entries()) await cutHomes(page).nth(at).getByText(name, { exact: true }).waitFor();
  assert.equal(await cutHomes(page).count(), names.length);
}
