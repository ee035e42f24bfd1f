import { homeLines } from '../market/home-lines.ts';
import { importLines } from '../observations.ts';
import type { TestApi } from '../test-api.ts';

/** What the square metre of the first home costs at first, and of each other 100 € more. */
const cheapest = 2_000;

/** How many homes a city has, and by how much they were made cheaper or dearer half a year ago. */
const cities = {
  Perpignan: { homes: 7, factor: 0.9 },
  Lyon: { homes: 7, factor: 1.2 },
  Nice: { homes: 3, factor: 1 },
} as const;

/** Two cities, and one with too few homes for a figure, whose homes have been on offer for four years, and a lake that has them. */
export async function fillMarket(api: TestApi): Promise<void> {
  for (const [city, { homes, factor }] of Object.entries(cities)) {
    const prices = Array.from({ length: homes }, (_, at) => {
      const eur = (cheapest + 100 * at) * 50;
      return [`${city} ${at}`, { [monthsAgo(48)]: eur, [monthsAgo(6)]: eur * factor }] as const;
    });
    await importLines(api, homeLines(Object.fromEntries(prices), { city }));
  }
  await api.lake?.rebuild();
}

function monthsAgo(months: number): string {
  const now = new Date();
  return new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - months, 2)).toISOString();
}
