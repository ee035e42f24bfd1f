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

/** As many countries as are compared, whose homes cost what those of no other do, and a lake that has them. */
export async function fillCountries(api: TestApi): Promise<void> {
  for (const [number, country] of ['FR', 'DE', 'ES', 'NL', 'GB'].entries()) {
    const prices = Array.from({ length: 7 }, (_, at) => {
      const eur = (cheapest + 100 * at) * 50;
      return [`${country} ${at}`, { [monthsAgo(48)]: eur, [monthsAgo(6)]: eur * (0.8 + 0.1 * number) }] as const;
    });
    const postal_address = { street_address: '1 street', postal_code: '10000', city: `City in ${country}`, country };
    await importLines(api, homeLines(Object.fromEntries(prices), { city: postal_address.city, postal_address }));
  }
  await api.lake?.rebuild();
}

function monthsAgo(months: number): string {
  const now = new Date();
  return new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - months, 2)).toISOString();
}
